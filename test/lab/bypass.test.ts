// Invoke-EflowFirewallBypass on a real guest: on the plant's network, tried from this host and from another computer.
import assert from 'node:assert/strict';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom, onWindowsHost } from '../support/labPowerShell.js';
import { guestAddressOf, needLab } from './lab-support.js';

interface Result {
  readonly State: string;
  readonly FirewallIsCause: string;
  readonly Message: string;
  readonly Before: string;
  readonly During: string;
  readonly ProbeBefore: string | boolean;
  readonly ProbeDuring: string | boolean;
  readonly Unchanged: boolean;
  readonly WalkVerdict: string;
}

/** A module on the host network: nothing but INPUT is between it and its clients. */
const port = 9702;

describe('Invoke-EflowFirewallBypass in the lab', () => {
  const lab = openLab({ name: `bypass-${process.pid}`, switch: 'external' });
  let address = '';
  before(async function () {
    await needLab(this);
    await lab.up();
    address = await guestAddressOf(lab);
    await inGuest(`iptables -D INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`);
  });
  after(() => lab.down());

  const inGuest = async (command: string): Promise<string> => (await lab.execIn('vm', command)).stdout;
  const rules = (): Promise<string> =>
    inGuest("{ iptables-legacy-save; iptables-nft-save; } 2>/dev/null | grep -v '^#' | sed 's/ \\[[0-9:]*\\]$//'");
  const bypass = (parameters: string): string =>
    `Invoke-EflowFirewallBypass -Port ${port} -Confirm:$false ${parameters}`;
  const experiment = async (parameters: string): Promise<Result> =>
    (await objectsFrom<Result>(lab, bypass(parameters)))[0] ?? assert.fail('no result');
  /** The rules of the guest at that moment. The stand-in's stray errors, as in PowerShell 7, are no failure of the probe. */
  const look =
    "-Probe { $global:ErrorActionPreference = 'Continue'; (Invoke-EflowVmCommand 'sudo iptables-save -t filter' 2>$null) -join [string] [char] 10 }";

  it('is closed by the guest alone when the host dies meanwhile', async () => {
    const before = await rules();
    const killed = '[System.Diagnostics.Process]::GetCurrentProcess().Kill()';
    const dies = `-Seconds 20 -Probe { if ($script:tried) { ${killed} }; $script:tried = $true }`;
    const { code } = await onWindowsHost(lab, bypass(dies));
    assert.notEqual(code, 0);
    assert.match(await rules(), /eflownetdiag:/, 'nobody has closed it');
    const deadline = Date.now() + 60_000;
    while ((await rules()) !== before && Date.now() < deadline) await new Promise((done) => setTimeout(done, 1000));
    assert.equal(await rules(), before);
  });

  it('is not in the way of the next one, which says that the firewall is the cause, from this host and from the LAN, as the walk had said', async () => {
    const before = await rules();
    const argv = lab.inPlace('neighbour', ['timeout', '2', 'bash', '-c', `: </dev/tcp/${address}/${port}`]);
    const [program = '', ...rest] = argv.map((word) => `'${word}'`);
    const seen = await experiment(`-Probe { & ${program} ${rest.join(' ')} 2>$null; $LASTEXITCODE -eq 0 }`);
    assert.deepEqual(
      [
        seen.State,
        seen.FirewallIsCause,
        seen.WalkVerdict,
        seen.Before,
        seen.During,
        seen.ProbeBefore,
        seen.ProbeDuring,
      ],
      ['done', 'yes', 'dropped', 'silent', 'connected', false, true],
      JSON.stringify(seen),
    );
    assert.equal(seen.Unchanged, true);
    assert.equal(await rules(), before, 'everything is back');
  });

  it('opens everything with -Full and takes out no rule, and all is as before', async () => {
    const before = await rules();
    const seen = await experiment(`-Full ${look}`);
    assert.deepEqual([seen.FirewallIsCause, seen.Unchanged], ['yes', true], JSON.stringify(seen));
    const [closed, open] = [String(seen.ProbeBefore), String(seen.ProbeDuring)];
    const theirs = (text: string): string[] =>
      text.split('\n').filter((line) => line.startsWith('-') && !line.includes('eflownetdiag:'));
    assert.match(open, /^-A INPUT -m comment --comment "?eflownetdiag:[0-9a-f]{16}"? -j ACCEPT$/m);
    assert.ok(theirs(closed).length > 3);
    assert.deepEqual(theirs(open), theirs(closed));
    assert.equal(await rules(), before);
  });
});
