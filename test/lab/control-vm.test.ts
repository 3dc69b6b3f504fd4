// Another VM on the same switch tells whose fault it is.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

interface Finding {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Message: string;
}

describe('A look at another VM on the same switch shows', function () {
  const lab = openLab({ name: `control-vm-${process.pid}` });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  afterEach(() => lab.heal());

  /** The script made on the host, run in both places as a user would, and what comes of the comparison. */
  const compare = async (): Promise<Record<string, Finding>> => {
    const file = (one: string): string => path.join(lab.folder, one);
    const [script] = await objectsFrom<string>(
      lab,
      `$null = Save-EflowNetSnapshot -Path '${file('vm.json')}' -Force
       Get-EflowGuestScript -Snapshot '${file('vm.json')}'`,
    );
    const control = path.join(lab.state.control.rootPath, 'root');
    writeFileSync(path.join(control, 'look.sh'), script ?? '');
    const ran = await lab.execIn('control', 'cd /root && bash look.sh > control.txt');
    assert.equal(ran.code, 0, ran.stderr);
    writeFileSync(file('control.txt'), readFileSync(path.join(control, 'control.txt')));
    lab.touchControl();
    const found = await objectsFrom<Finding>(
      lab,
      `Test-EflowNetwork -Snapshot '${file('vm.json')}' -ControlSnapshot '${file('control.txt')}' -All`,
    );
    return Object.fromEntries(found.map((one) => [one.Rule, one]));
  };

  it('nothing where both are well', async () => {
    const { DEV005, SW017 } = await compare();
    assert.deepEqual([DEV005?.Outcome, SW017?.Outcome], ['pass', 'pass'], JSON.stringify([DEV005, SW017]));
  });

  for (const fault of ['nat-missing', 'dns-server-silent'])
    it(`that the fault is the switch's: ${fault}`, async () => {
      await lab.fault(fault);
      const { DEV005, SW017 } = await compare();
      assert.deepEqual([DEV005?.Outcome, SW017?.Outcome], ['pass', 'fail'], JSON.stringify([DEV005, SW017]));
      assert.match(SW017?.Message ?? '', fault === 'nat-missing' ? /connecting to / : /asking the DNS server /);
    });

  for (const [what, command] of [
    ['its own firewall drops DNS', 'for p in udp tcp; do iptables -w -I OUTPUT -p $p --dport 53 -j DROP; done'],
    ['its own firewall drops the port of the hub', 'iptables -w -I OUTPUT -p tcp --dport 8883 -j DROP'],
  ] as const)
    it(`that the fault is EFLOW's: ${what}`, async () => {
      await lab.execIn('vm', command);
      const { DEV005, SW017 } = await compare();
      assert.deepEqual([DEV005?.Outcome, SW017?.Outcome], ['fail', 'pass'], JSON.stringify([DEV005, SW017]));
      assert.match(DEV005?.Message ?? '', /the fault is in EFLOW's VM/);
    });
});
