// IoT Edge's own checks, which run on request only. The tool is played in the guest as Microsoft's source has it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { objectsFrom } from '../support/labPowerShell.js';
import { openLookLab } from './look-support.js';

interface Finding {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Message: string;
  readonly Target: string;
}

describe('-IotedgeCheck', () => {
  const lab = openLookLab('iotedge-check', {});

  const inVm = async (command: string): Promise<string> => {
    const { code, stdout, stderr } = await lab.execIn('vm', command);
    assert.equal(code, 0, stderr);
    return stdout;
  };

  before(async () => {
    const script = readFileSync('test/lab/played-iotedge.sh').toString('base64');
    // The guest's own /usr is read-only.
    await inVm(
      `mount -t tmpfs tmpfs /usr/local/bin; echo ${script} | base64 -d >/usr/local/bin/iotedge; chmod 755 /usr/local/bin/iotedge`,
    );
  });
  beforeEach(() => inVm(': >/run/played-iotedge'));

  const calls = async (): Promise<string[]> => (await inVm('cat /run/played-iotedge')).split('\n').filter(Boolean);

  const judged = async (parameters: string): Promise<Finding | undefined> => {
    const findings = await objectsFrom<Finding>(lab, `Test-EflowNetwork -Rule EP007 -All ${parameters}`);
    return findings.find(({ Rule }) => Rule === 'EP007');
  };

  it('runs nothing unless asked for', async () => {
    assert.equal((await judged(''))?.Outcome, 'notApplicable');
    assert.deepEqual(await calls(), []);
  });

  it('runs those checks that run no container, and sorts what they say', async () => {
    const finding = await judged('-IotedgeCheck');
    assert.deepEqual(await calls(), [
      'check-list',
      'check --output json --dont-run container-engine-dns container-engine-ipv6 container-default-connect-upstream-amqp container-connect-upstream-amqp',
    ]);
    assert.deepEqual([finding?.Outcome, finding?.Target], ['fail', 'host-connect-iothub-amqp']);
    assert.match(finding?.Message ?? '', /a port that is refused: could not complete TCP connect: Connection refused/);
  });

  it('runs all of them at level Deep', async () => {
    assert.equal((await judged('-IotedgeCheck -Probe Deep'))?.Outcome, 'fail');
    assert.deepEqual(await calls(), ['check --output json']);
  });
});
