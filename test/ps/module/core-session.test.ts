// The one place that runs Node: against cores that are slow, broken, loud, of another version, or that tell what they got.
import assert from 'node:assert/strict';
import {
  answeringCore,
  inPowerShell,
  projectWithCore,
  quoted,
  scratchFolder,
  type ScriptOptions,
  type Seen,
} from './support.js';

describe('A session with the core', () => {
  const folder = scratchFolder();

  /** Sends a request with `$extra` through the module's own functions. */
  const ask = (core: string, script: string, options: ScriptOptions = {}): Promise<Seen<{ text?: unknown }>> =>
    inPowerShell(
      `& $module {
        $script:coreTimeoutSeconds = 20
        $core = Open-EflowCore -NodePath ${quoted(process.execPath)}
        try { ${script} } finally { Close-EflowCore -Core $core }
      }`,
      { root: projectWithCore(folder, core), ...options },
    );
  const askRules = "Send-EflowCoreRequest -Core $core -Request @{ kind = 'rules' }";

  /** A core that names its process: it may write no file. */
  const tellId = `process.stderr.write(JSON.stringify({ level: 'warn', message: String(process.pid) }) + '\\n');`;

  // As `chcp` sets it: of the United States, of Japan, and UTF-8 with its mark, which Windows PowerShell would write in front.
  for (const [codePage, encoding] of [
    [20127, '[System.Text.Encoding]::ASCII'],
    [932, '[System.Text.CodePagesEncodingProvider]::Instance.GetEncoding(932)'],
    [65001, '[System.Text.UTF8Encoding]::new($true)'],
  ] as const)
    it(`carries any text both ways, whatever the code page of the console is: ${codePage}`, async () => {
      const text = 'Zürich, 東京, Straße, 😀, "quoted" \\ tab\t';
      const core = answeringCore("return { kind: 'rules', text: request.text };");
      const fromBase64 = `[System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('${Buffer.from(text).toString('base64')}'))`;
      const { output, thrown } = await ask(
        core,
        `$encoding = ${process.platform === 'win32' ? `[System.Text.Encoding]::GetEncoding(${codePage})` : encoding}
         [System.Console]::OutputEncoding = $encoding
         [System.Console]::InputEncoding = $encoding
         $OutputEncoding = $encoding
         "$([System.Console]::OutputEncoding.CodePage)"
         Send-EflowCoreRequest -Core $core -Request @{ kind = 'rules'; text = ${fromBase64} }`,
      );
      assert.equal(thrown, null);
      assert.equal(output[0], String(codePage));
      assert.equal(output[1]?.text, text);
    });

  it('keeps text that looks like a date, as PowerShell 7 does not by itself', async () => {
    const dates = ['2026-11-23T10:11:12.345Z', '2026-11-23T10:11:12+09:00', '/Date(0)/', '\u0001mark', 'no date'];
    const core = answeringCore(`return { kind: 'rules', text: ${JSON.stringify([dates, { inner: dates }])} };`);
    const { output } = await ask(core, askRules);
    assert.deepEqual(output[0]?.text, [dates, { inner: dates }]);
  });

  it('keeps lists of one and of none lists, and nothing nothing', async () => {
    const core = answeringCore("return { kind: 'rules', text: request.text };");
    const { output } = await ask(
      core,
      "Send-EflowCoreRequest -Core $core -Request @{ kind = 'rules'; text = @{ one = @('x'); none = @(); nothing = $null; deep = @{ a = @{ b = @{ c = @{ d = @(1) } } } } } }",
    );
    assert.deepEqual(output[0]?.text, { one: ['x'], none: [], nothing: null, deep: { a: { b: { c: { d: [1] } } } } });
  });

  it('answers a stream of requests with one process', async () => {
    const core = answeringCore("return { kind: 'rules', text: process.pid };");
    const { output } = await ask(core, `${askRules}; ${askRules}; ${askRules}`);
    assert.equal(output.length, 3);
    assert.equal(new Set(output.map(({ text }) => text)).size, 1);
  });

  it('tolerates a byte order mark in front of an answer and of a log line', async () => {
    const core = `process.stderr.write('\\uFEFF{"level":"warn","message":"marked"}\\n');
      process.stdin.once('data', () => process.stdout.write('\\uFEFF{"contract":1,"coreVersion":"0","kind":"rules","text":"ok"}\\n'));`;
    const { output, warnings } = await ask(core, askRules);
    assert.equal(output[0]?.text, 'ok');
    assert.deepEqual(warnings, ['marked']);
  });

  it("passes the core's log on, each level in its stream, without what a terminal would obey", async () => {
    const core = `process.stderr.write(['info', 'debug', 'warn'].map((level) => JSON.stringify({ level, message: level + ' \\u001b[2J' }) + '\\n').join(''));
      ${answeringCore("return { kind: 'rules' };")}`;
    const { verbose, debug, warnings } = await ask(
      core,
      `$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; ${askRules}`,
    );
    assert.ok(verbose.includes('info ?[2J'), verbose.join('\n'));
    assert.ok(debug.includes('debug ?[2J'), debug.join('\n'));
    assert.deepEqual(warnings, ['warn ?[2J']);
  });

  it('is not held up by a flood on standard error', async () => {
    const core = `const line = JSON.stringify({ level: 'debug', message: 'x'.repeat(1000) }) + '\\n';
      require('node:fs').writeSync(2, line.repeat(5000));
      ${answeringCore("return { kind: 'rules', text: 'through' };")}`;
    const { output, thrown } = await ask(core, askRules);
    assert.equal(thrown, null);
    assert.equal(output[0]?.text, 'through');
  });

  it('starts Node without what the environment could slip into it', async () => {
    const core = answeringCore(
      "return { kind: 'rules', text: Object.keys(process.env).filter((name) => /^(NODE_|OPENSSL_)/.test(name)) };",
    );
    const env = {
      NODE_OPTIONS: '--require=/does/not/exist.js',
      NODE_PATH: '/tmp',
      NODE_EXTRA_CA_CERTS: '/tmp/x.pem',
      OPENSSL_CONF: '/tmp/openssl.cnf',
    };
    const { output, thrown } = await ask(core, askRules, { env });
    assert.equal(thrown, null);
    assert.deepEqual(output[0]?.text, []);
  });

  it('lets the core write no file and start no program, whatever a snapshot makes of it', async () => {
    const attempts = `[
      () => require('node:fs').writeFileSync('/tmp/eflownetdiag-written', ''),
      () => require('node:fs').mkdirSync('/tmp/eflownetdiag-made'),
      () => require('node:fs').unlinkSync(__filename),
      () => require('node:child_process').spawnSync('/bin/true'),
      () => new (require('node:worker_threads').Worker)('0', { eval: true }),
    ].map((attempt) => { try { attempt(); return 'done'; } catch (error) { return error.code; } })`;
    const { output } = await ask(answeringCore(`return { kind: 'rules', text: ${attempts} };`), askRules);
    assert.deepEqual(output[0]?.text, Array(5).fill('ERR_ACCESS_DENIED'));
  });

  it('knows which words give Node.js its permissions', async () => {
    const { output } = await inPowerShell(
      `& $module { '20.0.0', '20.20.2', '22.12.0', '22.13.0', '23.4.0', '23.5.0', '25.1.0' | ForEach-Object { (Get-EflowNodePermission -Version $_).Split(' ')[0] } }`,
    );
    const [old, final] = ['--experimental-permission', '--permission'];
    assert.deepEqual(output, [old, old, old, final, old, final, final]);
  });

  it('puts nothing of a request into the arguments', async () => {
    const core = answeringCore("return { kind: 'rules', text: process.argv.slice(2) };");
    const { output } = await ask(core, askRules);
    assert.deepEqual(output[0]?.text, []);
  });

  it('keeps the core from taking the memory of the host', async () => {
    const core = answeringCore(
      "return { kind: 'rules', text: require('node:v8').getHeapStatistics().heap_size_limit };",
    );
    const { output } = await ask(core, askRules);
    assert.ok(Number(output[0]?.text) < 1.2 * 1024 ** 3, String(output[0]?.text));
  });

  describe('fails in a clear way', () => {
    const slow = `${tellId} setInterval(() => {}, 1000); process.stdin.on('data', () => {});`;
    const ended = (pid: number): boolean => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        return true;
      }
    };

    it('when the core does not answer, and ends it', async () => {
      const { thrown, warnings } = await ask(slow, `$script:coreTimeoutSeconds = 2; ${askRules}`);
      assert.equal(thrown?.id, 'EflowNetDiag.CoreTimeout');
      assert.equal(thrown.category, 'OperationTimeout');
      assert.match(thrown.message, /2 seconds/);
      assert.match(warnings.join(), /^\d+$/);
      assert.ok(ended(Number(warnings.join())));
    });

    it('when the core does not even read a large request', async () => {
      const core = 'setInterval(() => {}, 1000);';
      const { thrown } = await ask(
        core,
        "$script:coreTimeoutSeconds = 2; Send-EflowCoreRequest -Core $core -Request @{ kind = 'rules'; text = 'x' * 4MB }",
      );
      assert.equal(thrown?.id, 'EflowNetDiag.CoreTimeout');
    });

    it('when the core ends instead of answering: exit code and last words are told', async () => {
      const core = "process.stderr.write('out of luck \\u001b[31m\\n'); process.exit(70);";
      const { thrown } = await ask(core, askRules);
      assert.equal(thrown?.id, 'EflowNetDiag.CoreFailed');
      assert.match(thrown.message, /70/);
      assert.match(thrown.message, /out of luck \?\[31m/);
    });

    for (const [what, answer] of Object.entries({
      'what is no JSON': 'Segmentation fault \u001b[2J',
      'JSON that is no object': '[1]',
      'an object that is no response': '{"hello":"world"}',
      'the answer to another question': '{"contract":1,"coreVersion":"0","kind":"snapshot","snapshot":{}}',
    })) {
      it(`when the core answers ${what}`, async () => {
        const core = `process.stdin.once('data', () => process.stdout.write(${JSON.stringify(`${answer}\n`)}));`;
        const { thrown } = await ask(core, askRules);
        assert.equal(thrown?.id, 'EflowNetDiag.CoreFailed');
        assert.equal(thrown.category, 'InvalidResult');
        assert.ok(!thrown.message.includes('\u001b'));
      });
    }

    it('when the core speaks another contract', async () => {
      const core = answeringCore("return { contract: 99, kind: 'rules' };");
      const { thrown } = await ask(core, askRules);
      assert.equal(thrown?.id, 'EflowNetDiag.ContractMismatch');
      assert.match(thrown.message, /contract 1, the core 99/);
    });

    it('with the id, sentence and target of an error that the core answers with', async () => {
      const core = answeringCore(
        "return { kind: 'error', error: { id: 'SnapshotNotJson', message: 'The file is not JSON.', target: 'a.json' } };",
      );
      const { thrown } = await ask(core, askRules);
      assert.deepEqual(thrown, {
        id: 'EflowNetDiag.SnapshotNotJson',
        category: 'InvalidData',
        target: 'a.json',
        message: 'The file is not JSON.',
      });
    });
  });

  it('ends the core with the cmdlet, also when the pipeline is stopped early', async () => {
    const core = answeringCore(
      "return { kind: 'dnsReport', rows: [1, 2, 3].map((n) => ({ layer: 'vmLink', scope: 'eth0', server: '10.0.0.' + n, configuredIn: '', udp: { state: 'answered', tookMs: 1 }, tcp: { state: 'silent', tookMs: null }, names: [], verdict: 'works', message: '', device: String(process.pid), collectedAt: '2026-01-01T00:00:00Z' })) };",
    );
    const { output } = await inPowerShell(
      `$file = [System.IO.Path]::GetTempFileName()
       $row = Get-EflowDnsReport -Snapshot $file -NodePath ${quoted(process.execPath)} | Select-Object -First 1
       $row.Server
       [System.IO.File]::Delete($file)
       $id = [int] $row.Device
       # Without its process, or as one that has ended and was not yet collected.
       try { [System.Diagnostics.Process]::GetProcessById($id).HasExited } catch [System.ArgumentException] { $true }`,
      { root: projectWithCore(folder, core) },
    );
    assert.deepEqual(output, ['10.0.0.1', true]);
  });
});
