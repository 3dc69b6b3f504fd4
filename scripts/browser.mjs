// @ts-check
// A headless Chromium, spoken to over its debugging pipe: for the tests of the report and for the pictures in docs/.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @returns {string | undefined} the browser of this machine */
export const findBrowser = () => {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'msedge'];
  return folders
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
};

/** How long the browser may take for one thing. */
const PATIENCE = 60_000;

/**
 * Questions and answers over the pipe, a JSON object each, with a zero behind.
 * @param {import('node:child_process').ChildProcess} child
 */
const connected = (child) => {
  const to = /** @type {import('node:stream').Writable} */ (child.stdio[3]);
  const from = /** @type {import('node:stream').Readable} */ (child.stdio[4]);
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  /** @type {{ method: string, params: any }[]} */
  const events = [];
  let rest = '';
  from.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages.map((one) => JSON.parse(one))) {
      const one = waiting.get(message.id);
      if (one === undefined) events.push(message);
      else if (message.error) one.reject(new Error(message.error.message));
      else one.resolve(message.result);
      waiting.delete(message.id);
    }
  });
  let last = 0;
  let session = '';
  /** @param {string} method @param {object} [params] @returns {Promise<any>} */
  const ask = (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      const timer = setTimeout(() => reject(new Error(`The browser did not answer ${method}.`)), PATIENCE);
      const done = (/** @type {(value: any) => void} */ then) => (/** @type {any} */ value) => {
        clearTimeout(timer);
        then(value);
      };
      waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      to.write(`${JSON.stringify({ id, method, params, ...(session === '' ? {} : { sessionId: session }) })}\0`);
    });
  return {
    ask,
    events,
    /** All questions from now on are about this page. @param {string} id */
    attach: (id) => {
      session = id;
    },
  };
};

/**
 * One page in a browser of its own, with no network but files.
 * @param {string} program
 */
export const openBrowser = async (program) => {
  const profile = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-browser-'));
  // --no-sandbox: Chromium's sandbox does not run as root, and the pages are our own files.
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--mute-audio'];
  const child = spawn(
    program,
    [...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--host-resolver-rules=MAP * ~NOTFOUND'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const { ask, events, attach } = connected(child);
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  attach((await ask('Target.attachToTarget', { targetId, flatten: true })).sessionId);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await ask(`${domain}.enable`);

  /** @param {string} method */
  const seen = async (method) => {
    const end = Date.now() + PATIENCE;
    while (!events.some((event) => event.method === method)) {
      if (Date.now() > end) throw new Error(`The browser never said ${method}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  return {
    ask,
    /** What the browser told by itself since the page was opened: requests, messages of its console. */
    events,
    /** @param {string} url @param {{ dark?: boolean, print?: boolean, width?: number }} [how] */
    open: async (url, { dark = false, print = false, width = 1280 } = {}) => {
      events.length = 0;
      await ask('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
      await ask('Emulation.setEmulatedMedia', {
        media: print ? 'print' : 'screen',
        features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
      });
      await ask('Page.navigate', { url });
      await seen('Page.loadEventFired');
    },
    /** @param {string} expression @returns {Promise<any>} its value, as JSON carries it */
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await ask('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    /** @returns {Promise<Buffer>} the whole page as a PNG */
    picture: async () => {
      const { cssContentSize } = await ask('Page.getLayoutMetrics');
      const clip = { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height, scale: 1 };
      const { data } = await ask('Page.captureScreenshot', { clip, captureBeyondViewport: true });
      return Buffer.from(data, 'base64');
    },
    close: async () => {
      const gone = new Promise((resolve) => child.on('close', resolve));
      attach('');
      await ask('Browser.close').catch(() => child.kill('SIGKILL'));
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
