// Reports: what each format says, and that a device's values are text in all of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { CONTRACT } from '../../../core/src/contract/number.js';
import { DeviceReport } from '../../../core/src/contract/report.js';
import { Finding } from '../../../core/src/contract/finding.js';
import { cell } from '../../../core/src/report/render/csv.js';
import { escaped } from '../../../core/src/report/render/html/html.js';
import { fitting } from '../../../core/src/report/render/html/picture.js';
import { junitElements } from '../../../core/src/report/render/junit.js';
import { plain } from '../../../core/src/report/render/markdown.js';
import { standingOf } from '../../../core/src/report/render/standing.js';
import { acceptingReport, hostile, rendered, reportFor, reportOfSample, withTexts } from '../../support/reports.js';
import { guestLost, type Change } from '../../support/snapshots.js';

const silent: Change = { 'guest.dnsProbe': [] };
const healthy = reportFor('en');
/** A DNS server is silent, and more fails for that reason. */
const broken = reportOfSample('en', 'dns-server-silent');
const unseen = reportFor('en', guestLost('No answer from the guest within 60 s.'));

const anything = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const texts = fc.infiniteStream(anything);
const taking = (stream: Iterator<string, undefined>) => (): string => {
  const next: IteratorResult<string, undefined> = stream.next();
  return next.value === undefined || next.value === '' ? '.' : next.value;
};

/** All tags with the names of their attributes, in order. */
const tags = (text: string): string[] => (text.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, ''));

const csvRows = (text: string): string[][] => {
  const rows: string[][] = [];
  let rest = text.replace(/^\ufeff/, '');
  let row: string[] = [];
  while (rest !== '') {
    const [whole, value = '', end] =
      /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest) ?? assert.fail(`not CSV: ${rest.slice(0, 80)}`);
    row.push(value.replaceAll('""', '"'));
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(whole.length);
  }
  return rows;
};

describe('A report', () => {
  it('is made from what others may depend on', () => {
    for (const one of [healthy, broken, unseen]) assert.ok(DeviceReport.safeParse(one).success);
  });

  it('means the same by well, fault and not known in every format', () => {
    assert.deepEqual([healthy, broken, unseen].map(standingOf), ['ok', 'fail', 'unknown']);
    const failures = [healthy, broken, unseen].map((one) => {
      const [, failed, errors] = /failures="(\d+)" errors="(\d+)"/.exec(rendered('junit', [one])) ?? [];
      return [Number(failed) > 0, Number(errors) > 0];
    });
    assert.deepEqual(failures[0], [false, false]);
    assert.equal(failures[1]?.[0], true);
    assert.deepEqual(failures[2], [false, true]);
    assert.match(rendered('html', [healthy]), /class="verdict ok"/);
    assert.match(rendered('html', [broken]), /class="verdict fail"/);
    assert.match(rendered('html', [unseen]), /class="verdict unknown"/);
  });

  it('does not call a device well of which nothing was judged', () => {
    assert.equal(standingOf({ ...healthy, findings: [] }), 'unknown');
  });
});

describe('A report of a device whose fault is accepted', () => {
  const why = 'New firmware <in> spring';
  const accepted = acceptingReport(
    { rule: 'NF001', target: '*', reason: why, expires: '2027-03-31' },
    { rule: 'NF008', target: '*', reason: why, expires: '2027-03-31' },
    { rule: 'IP001', target: 'no|where', reason: 'x', expires: '2027-03-31' },
    { rule: 'DNS002', target: '*', reason: 'x', expires: '2020-01-01' },
  );

  it('is well, and shows the fault with its reason and last day', () => {
    assert.equal(standingOf(accepted), 'ok');
    const html = rendered('html', [accepted]);
    assert.match(html, /class="verdict ok"/);
    assert.match(html, /<b>2<\/b> suppressed/);
    assert.ok(html.includes('Suppressed until 2027-03-31: New firmware &lt;in&gt; spring'));
    assert.match(rendered('markdown', [accepted]), /Suppressed until 2027-03-31: New firmware &#60;in&#62; spring/);
    assert.match(rendered('csv', [accepted]), /"2027-03-31: New firmware <in> spring"/);
    const [line] = rendered('jsonLines', [accepted])
      .split('\n')
      .filter((one) => one.includes('"rule":"NF001"'));
    assert.match(
      line ?? '',
      /"suppressed":\{"reason":"New firmware <in> spring","expires":"2027-03-31"\}.*"outcome":"fail"/,
    );
  });

  it('names in every format the suppressions that have expired and those that are not used', () => {
    assert.match(rendered('html', [accepted]), /<td>no\|where<\/td>[^]*unused: there is no such fault/);
    assert.match(
      rendered('markdown', [accepted]),
      /\| IP001 \| no&#124;where \| 2027-03-31 \| unused: there is no such fault/,
    );
    assert.match(rendered('csv', [accepted]), /Unused suppressions: IP001 for no\|where/);
    assert.match(
      rendered('jsonLines', [accepted]),
      /Expired suppressions, which hold for nothing: DNS002 for \* \(2020-01-01\)/,
    );
    const states = DeviceReport.parse(
      (JSON.parse(rendered('json', [accepted])) as { devices: unknown[] }).devices[0],
    ).suppressions.map(({ state }) => state);
    assert.deepEqual(states, ['used', 'used', 'unused', 'expired']);
  });

  it('is a skipped case of JUnit, as are suppressions that hold for nothing', () => {
    const junit = rendered('junit', [accepted]);
    const [, tests, skipped] =
      /testsuite name[^>]* tests="(\d+)" failures="0" errors="0" skipped="(\d+)"/.exec(junit) ?? [];
    assert.equal(junit.match(/<testcase /g)?.length, Number(tests));
    assert.equal(junit.match(/<skipped /g)?.length, Number(skipped));
    assert.match(
      junit,
      /name="NF001 [^"]*"><skipped message="Suppressed until 2027-03-31: New firmware &lt;in&gt; spring: Port 8883/,
    );
    assert.match(junit, /classname="EflowNetDiag\.suppression" name="DNS002 \(\*\)"><skipped message="[^"]*expired/);
  });
});

describe('A report as Html', () => {
  const page = rendered('html', [broken]);

  it('is one page that may fetch, run and send nothing', () => {
    assert.match(page, /^<!doctype html>/);
    const [, policy = ''] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page) ?? [];
    assert.match(policy, /^default-src &#39;none&#39;; style-src &#39;sha256-[^;]+;/);
    assert.doesNotMatch(policy, /unsafe|script-src|https?:/);
    assert.doesNotMatch(page, /<(script|link|img|iframe|object|embed|form|base|foreignObject)\b|\son\w+=|\sstyle=/i);
    assert.doesNotMatch(page.replaceAll('http://www.w3.org/2000/svg', ''), /(src|href|url)\s*[=(]\s*"?(https?:)?\/\//);
  });

  it('has the verdict before everything, the broken place marked, and each finding under its cause', () => {
    const places = ['Verdict', 'The path', 'What to mend', 'Name resolution'].map((title) => page.indexOf(`>${title}`));
    assert.ok(
      places.every((place, index) => place > (places[index - 1] ?? 0)),
      places.join(),
    );
    assert.equal(page.match(/<g class="broken"/g)?.length, 1);
    for (const { rule, causedBy } of broken.findings.filter(({ outcome }) => outcome === 'fail')) {
      if (causedBy === null) continue;
      const cause = page.indexOf(`<b>${causedBy}</b>`);
      assert.ok(cause >= 0 && page.indexOf(`<b>${rule}</b>`) > cause, `${rule} under ${causedBy}`);
    }
  });

  it('tells how packets go to the ports that the VM offers, rule by rule, and to the hub', () => {
    const blocked = reportOfSample('en', 'published-port-blocked');
    assert.ok(blocked.trails.some(({ port, sender }) => port === 8883 && sender === 'timeOut'));
    assert.ok(blocked.trails.some(({ from, to }) => from.kind === 'vm' && to.kind !== 'vm'));
    const html = rendered('html', [blocked]);
    assert.match(html, /Ways of packets[^]*class="mark fail"[^]*<code>FORWARD<\/code> rule 1 of DOCKER-USER/);
  });

  it('is in Japanese for Japanese readers', () => {
    const japanese = rendered('html', [reportOfSample('ja', 'dns-server-silent')], 'ja');
    assert.match(japanese, /<html lang="ja">/);
    for (const word of ['総合判定', '経路', 'ここで障害', '対処の方法']) assert.ok(japanese.includes(word), word);
    assert.doesNotMatch(japanese, />(Verdict|The path|How to mend it|What is well)</);
  });

  it('of several devices tells causes, devices and who differs from the others', () => {
    const about = healthy.about ?? assert.fail();
    const named = (device: string, release: string) => ({ ...healthy, device, about: { ...about, release } });
    const fleet = rendered('html', [
      named('A', '1.4'),
      named('B', '1.4'),
      named('E', '1.4'),
      named('C', '1.5'),
      { ...broken, device: 'D' },
    ]);
    assert.match(fleet, /1 of 5 looks found faults/);
    assert.match(fleet, /EFLOW: 1\.5, most others 1\.4/);
    assert.match(fleet, /<a href="#d4">D<\/a>/);
    assert.match(fleet, /<article id="d4">/);
  });

  it('of very many devices is the overview alone', () => {
    const many = Array.from({ length: 1000 }, (_one, index) => ({ ...broken, device: `D${index}` }));
    const fleet = rendered('html', many);
    assert.match(fleet, /1000 of 1000 looks found faults/);
    assert.doesNotMatch(fleet, /<article|<svg/);
    assert.equal(
      fleet.match(/<tr>/g)?.length,
      1000 +
        2 +
        new Set(
          broken.findings
            .filter(
              (one) =>
                one.outcome === 'fail' &&
                one.causedBy === null &&
                one.rule !== 'DEV001' &&
                one.severity !== 'information',
            )
            .map(({ rule }) => rule),
        ).size,
    );
  });

  it('is the same page whatever the texts of the device are', () => {
    const plainTags = tags(rendered('html', [withTexts(broken, () => 'x'), withTexts(unseen, () => 'x')]));
    fc.assert(
      fc.property(texts, (stream) => {
        const text = taking(stream);
        const seen = rendered('html', [withTexts(broken, text), withTexts(unseen, text)]);
        assert.deepEqual(tags(seen), plainTags);
      }),
      { numRuns: 25 },
    );
  });

  it('escapes by one function what could end a text or an attribute', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const seen = escaped(text);
        assert.doesNotMatch(seen, /[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
        assert.doesNotMatch(seen, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
        assert.doesNotMatch(seen, /\p{Surrogate}/u);
      }),
    );
  });

  it('shortens what does not fit a box, by its width', () => {
    assert.equal(fitting('172.27.120.111/20'), '172.27.120.111/20');
    assert.equal(fitting('contoso-hub.azure-devices.net'), 'contoso-hub.azur…');
    assert.equal(fitting('仮想スイッチの名前が長い'), '仮想スイッチの名…');
  });
});

describe('A report as JUnit', () => {
  const [element, attribute] = [/^<(\/?)(\w+)((?: \w+="[^"<]*")*)(\/?)>/, / (\w+)="/g];

  /** The elements, in order; fails on what is not well-formed or not on the list. */
  const elements = (xml: string): string[] => {
    const open: string[] = [];
    const seen: string[] = [];
    let rest = xml.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
    while (rest !== '') {
      const [text] = /^[^<]+/.exec(rest) ?? [''];
      assert.doesNotMatch(text, />|&(?!(amp|lt|gt|quot|apos|#10);)/);
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
      rest = rest.slice(text.length);
      if (rest === '') break;
      const [whole, closing, name = '', attributes = '', empty] = element.exec(rest) ?? assert.fail(rest.slice(0, 80));
      const known = junitElements[name] ?? assert.fail(name);
      for (const [, one = ''] of attributes.matchAll(attribute)) assert.ok(known.includes(one), `${name} ${one}`);
      if (closing === '/') assert.equal(open.pop(), name);
      else seen.push(name);
      if (closing === '' && empty === '') open.push(name);
      rest = rest.slice(whole.length);
    }
    assert.deepEqual(open, []);
    return seen;
  };

  it('has the documented elements only, a case for each finding but the verdict', () => {
    const seen = elements(rendered('junit', [broken, healthy]));
    const judged = [broken, healthy].flatMap(({ findings }) => findings).filter(({ rule }) => rule !== 'DEV001');
    assert.equal(seen.filter((name) => name === 'testcase').length, judged.length);
    assert.equal(
      seen.filter((name) => name === 'failure').length,
      judged.filter((one) => one.outcome === 'fail').length,
    );
    assert.equal(seen.filter((name) => name === 'testsuite').length, 2);
  });

  it('writes each element and attribute of the documented table, and the table has each that it writes', () => {
    const page = readFileSync('docs/reports.md', 'utf8');
    const rows = page
      .slice(page.indexOf('## JUnit'), page.indexOf('## How a page is made'))
      .matchAll(/^\| `(\w+)` \| (.*?) \|/gm);
    const named = (cell: string): string[] =>
      [...cell.replaceAll(/\(.*?\)|;.*/g, '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const documented = Object.fromEntries([...rows].map(([, name = '', cell = '']) => [name, named(cell).sort()]));
    const written: Record<string, Set<string>> = {};
    const xml = rendered('junit', [broken, healthy, unseen, acceptingReport()]);
    for (const [, name = '', attributes = ''] of xml.matchAll(/<(\w+)((?: \w+="[^"<]*")*)/g))
      for (const [, one = ''] of attributes.matchAll(attribute)) (written[name] ??= new Set()).add(one);
    assert.deepEqual(
      documented,
      Object.fromEntries(Object.entries(written).map(([name, names]) => [name, [...names].sort()])),
    );
  });

  it('is well-formed whatever the texts of the device are', () => {
    const plainElements = elements(rendered('junit', [withTexts(broken, () => 'x')]));
    fc.assert(
      fc.property(texts, (stream) => {
        assert.deepEqual(elements(rendered('junit', [withTexts(broken, taking(stream))])), plainElements);
      }),
      { numRuns: 25 },
    );
  });
});

describe('A report as Csv', () => {
  it('has a row for each finding, and the head', () => {
    const [head = [], ...rows] = csvRows(rendered('csv', [broken]));
    assert.deepEqual(head.slice(0, 5), ['Device', 'CollectedAt', 'Rule', 'Outcome', 'Severity']);
    assert.deepEqual(
      rows.map((row) => row[2]),
      broken.findings.map(({ rule }) => rule),
    );
  });

  it('has no formula, and keeps its rows, whatever the texts of the device are', () => {
    fc.assert(
      fc.property(texts, (stream) => {
        const rows = csvRows(rendered('csv', [withTexts(broken, taking(stream))]));
        assert.equal(rows.length, broken.findings.length + 1);
        for (const row of rows) {
          assert.equal(row.length, rows[0]?.length);
          for (const value of row) assert.doesNotMatch(value, /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\r\n\t]/);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('leaves what is no formula as it is', () => {
    assert.equal(cell('172.27.120.111'), '"172.27.120.111"');
    assert.equal(cell('a "b"'), '"a ""b"""');
    assert.equal(cell('-A INPUT'), `"'-A INPUT"`);
  });
});

describe('A report as Markdown', () => {
  it('says the verdict, the path and how to mend what is wrong', () => {
    const text = rendered('markdown', [broken]);
    const first = broken.findings.find(({ outcome, rule }) => outcome === 'fail' && rule !== 'DEV001') ?? assert.fail();
    assert.match(text, /^# EFLOW network report\n/);
    assert.ok(text.includes(`- **${first.rule}** `));
    assert.match(text, /\| Windows host \| Virtual switch \| EFLOW VM \|/);
    assert.match(text, /broken here/);
  });

  it('has no markup from the texts of the device', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const seen = plain(text).replace(/&#\d+;/g, 'e');
        assert.doesNotMatch(seen, /[\\`*_{}[\]<>#+|&~@^$!\r\n\t]|:\/\/|\bwww\.|^([-=]|\d+[.)](\s|$))/i);
      }),
    );
    assert.equal(plain('172.27.120.111/20 (eth0): -A x'), '172.27.120.111/20 (eth0): -A x');
    assert.equal(plain('\t=1'), '&#61;1', 'what begins a line once blanks are cut off');
  });

  it('keeps a command in its block, with a fence that it cannot end', () => {
    const [found] = broken.findings.filter(({ rule }) => rule !== 'DEV001' && rule !== '');
    const finding: Finding = {
      ...(found ?? assert.fail()),
      outcome: 'fail',
      severity: 'critical',
      remedy: [{ text: 'x', command: '```` \n# x' }],
    };
    const text = rendered('markdown', [{ ...broken, findings: [finding] }]);
    assert.match(text, /\n {4}`{5}\n {4}```` \n {4}# x\n {4}`{5}\n/);
  });
});

describe('A report as Json and JsonLines', () => {
  it('holds all that the report was made from', () => {
    const read = JSON.parse(rendered('json', [broken, unseen])) as Record<string, unknown>;
    assert.deepEqual(read, {
      kind: 'EflowNetDiag.Report',
      contract: CONTRACT,
      coreVersion: '0',
      devices: [broken, unseen],
    });
    const lines = rendered('jsonLines', [broken]).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => Finding.parse(JSON.parse(line))),
      broken.findings,
    );
  });

  it('keeps a finding on its line whatever the texts of the device are', () => {
    fc.assert(
      fc.property(texts, (stream) => {
        const hostileReport = withTexts(broken, taking(stream));
        const lines = rendered('jsonLines', [hostileReport]).split('\n');
        assert.equal(lines.length, broken.findings.length + 1);
        assert.deepEqual(JSON.parse(lines[0] ?? ''), hostileReport.findings[0]);
      }),
      { numRuns: 25 },
    );
  });
});

it('a DNS server that was not asked is told as such', () => {
  assert.match(rendered('html', [reportFor('en', silent)]), /not asked/);
});
