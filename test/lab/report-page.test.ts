// The report's page in a real browser: what it runs and fetches, what it shows, and whether everybody can use it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeviceReport } from '../../core/src/contract/report.js';
import { openBrowser } from '../../scripts/browser.mjs';
import { browserForReports } from '../../scripts/lab/packages.mjs';
import type { Language } from '../../core/src/texts/language.js';
import { hostile, rendered, reportFor, reportOfSample, withTexts } from '../support/reports.js';
import { skip } from '../support/skip.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe("The report's page in Chromium", () => {
  let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;
  let folder: string;

  before(async function () {
    const program = await browserForReports();
    if (program === undefined) return skip(this, 'there is no Chromium (Debian: apt-get install chromium)');
    folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-page-'));
    browser = await openBrowser(program);
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const opened = async (
    devices: readonly DeviceReport[],
    how: { language?: Language; dark?: boolean; print?: boolean; width?: number } = {},
  ) => {
    const file = path.join(folder, 'report.html');
    writeFileSync(file, rendered('html', devices, how.language));
    const one = browser ?? assert.fail();
    await one.open(pathToFileURL(file).href, how);
    return one;
  };

  const broken = reportOfSample('en', 'dns-server-silent');
  const fleet = [broken, reportOfSample('en', 'published-port-blocked'), reportFor('en')];
  const looks: readonly (readonly [string, readonly DeviceReport[], Parameters<typeof opened>[1]])[] = [
    ['light', [broken], {}],
    ['dark', [broken], { dark: true }],
    ['in Japanese', [reportOfSample('ja', 'dns-server-silent')], { language: 'ja' }],
    ['on a narrow screen', [broken], { width: 400 }],
    ['of a fleet', fleet, {}],
    ['of a fleet, dark', fleet, { dark: true }],
    ['of a healthy device', [reportFor('en')], {}],
  ];

  for (const [what, devices, how] of looks) {
    it(`can be used by everybody, as axe-core judges: ${what}`, async () => {
      const page = await opened(devices, how);
      await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
      await page.evaluate(axe);
      const violations = (await page.evaluate(
        'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))',
      )) as Violation[];
      assert.deepEqual(violations, []);
    });
  }

  it('asks for nothing but itself, and breaks no rule of its policy', async () => {
    const page = await opened(fleet);
    const urls = page.events
      .filter(({ method }) => method === 'Network.requestWillBeSent')
      .map(({ params }) => (params as { request: { url: string } }).request.url);
    assert.equal(urls.length, 1, urls.join());
    assert.deepEqual(
      page.events.filter(({ method }) => method === 'Log.entryAdded' || method === 'Runtime.consoleAPICalled'),
      [],
    );
    // The sheet is in force, so its hash is the one that the policy names.
    assert.equal(await page.evaluate("getComputedStyle(document.querySelector('.counts')).display"), 'flex');
  });

  it('shows hostile texts as texts', async () => {
    for (const text of hostile) {
      const page = await opened([withTexts(broken, () => text)]);
      const seen = (await page.evaluate(
        "({ scripts: document.scripts.length, images: document.images.length, sheets: document.styleSheets.length, forms: document.forms.length, links: document.querySelectorAll('a').length, handlers: [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on') || name === 'style')).length })",
      )) as Record<string, number>;
      assert.deepEqual(seen, { scripts: 0, images: 0, sheets: 1, forms: 0, links: 1, handlers: 0 }, text);
    }
  });

  it('is reached by the keyboard in the order in which it is read', async () => {
    const page = await opened([broken]);
    const focused: string[] = [];
    for (let key = 0; key < 5; key += 1) {
      await page.ask('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
      await page.ask('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
      focused.push((await page.evaluate('document.activeElement.tagName')) as string);
    }
    assert.deepEqual(focused.slice(0, 3), ['A', 'DIV', 'SUMMARY']);
  });

  it('prints what is folded', async () => {
    const page = await opened([broken], { print: true });
    const hidden: unknown = await page.evaluate(
      "[...document.querySelectorAll('details > div')].filter((one) => one.getBoundingClientRect().height === 0).length",
    );
    assert.equal(hidden, 0);
  });
});
