// What the Windows host tries for itself, over the lab's real network: beside what the VM saw, and never beyond it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Snapshot } from '../../core/src/contract/snapshot.js';
import type { FactId, FactValues } from '../../core/src/facts/facts.js';
import { readFacts } from '../../core/src/facts/readFacts.js';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom, onWindowsHost } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

const hub = 'contoso-hub.azure-devices.net';
const vm = '172.27.120.111';

describe('The host tries for itself what the VM needs', function () {
  const lab: Lab = openLab({ name: `host-questions-${process.pid}` });
  const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-asked-'));
  let looks = 0;

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await lab.down();
  });

  type Look = <K extends FactId>(id: K) => FactValues[K];

  const look = async (): Promise<Look> => {
    looks += 1;
    const file = path.join(folder, `${looks}.json`);
    await objectsFrom(lab, `$null = Save-EflowNetSnapshot -Path '${file}'`);
    const facts = readFacts(JSON.parse(readFileSync(file, 'utf8')) as Snapshot);
    return (id) => {
      const state = facts[id];
      if (!state.ok) assert.fail(`${id}: ${state.reason}`);
      return state.value;
    };
  };

  let healthy: Promise<Look> | undefined;
  /** The look at the healthy device, which two tests read. */
  const lookHealthy = (): Promise<Look> => (healthy ??= look());

  it('where -WhatIf says that it would, no more and no less', async () => {
    const { stdout } = await onWindowsHost(lab, 'Test-EflowNetwork -WhatIf');
    const told = [...stdout.matchAll(/operation "(\w+) \(\w+\), from (.*)" on target "(.*)"\./g)]
      .filter(([, , from = '']) => from.split(', ').includes('host'))
      .map(([, protocol, , where]) => `${protocol} ${where}`);
    const value = await lookHealthy();
    const tried = [
      ...value('host.portProbe').map(({ address, port }) => `tcp ${address}:${port}`),
      ...value('host.reach').map(({ host, port }) => `tcp ${host}:${port}`),
      ...value('host.dnsProbe').map(({ transport, server }) => `${transport} ${server}:53`),
    ];
    assert.ok(told.length > 5, stdout);
    assert.deepEqual([...told].sort(), [...new Set(tried)].sort());
  });

  it('and on a healthy device gets through everywhere', async () => {
    const value = await lookHealthy();
    const ports = value('host.portProbe');
    assert.ok(
      ports.some(({ address, port, state }) => address === vm && port === 8883 && state === 'connected'),
      JSON.stringify(ports),
    );
    assert.ok(!ports.some(({ port }) => port === 22));
    const tried = value('guest.reach').filter(
      ({ from, via, host }) => from === 'vm' && via === 'direct' && host !== '192.0.2.1',
    );
    assert.deepEqual(
      value('host.reach').map(({ host, port, tcp, tls, via }) => `${host}:${port} ${tcp} ${tls} ${via}`),
      [...new Set(tried.map(({ host, port }) => `${host}:${port} connected ok direct`))],
    );
    for (const { host, issuer } of value('host.reach')) assert.match(issuer ?? '', /Microsoft Azure RSA TLS/, host);
    assert.deepEqual(value('host.nameProbe').find(({ name }) => name === hub)?.addresses, ['203.0.113.10']);
    assert.deepEqual(
      value('host.dnsProbe').map(({ server, transport, state }) => `${server} ${transport} ${state}`),
      ['172.27.112.1', '192.168.50.1'].flatMap((server) => [`${server} udp answered`, `${server} tcp answered`]),
    );
    assert.ok(
      value('host.listeners').some(
        ({ protocol, port, services }) => protocol === 'udp' && port === 53 && services.includes('SharedAccess'),
      ),
    );
    assert.ok(value('host.ipInterfaces').some(({ forwarding }) => forwarding === true));
  });

  const closing = async (rule: string): Promise<{ guest: string | undefined; host: string | undefined }> => {
    await lab.execIn('host', `iptables -w -I ${rule}`);
    try {
      const value = await look();
      const isHub = (one: { host: string; port: number }): boolean => one.host === hub && one.port === 8883;
      return { guest: value('guest.reach').find(isHub)?.tcp, host: value('host.reach').find(isHub)?.tcp };
    } finally {
      await lab.execIn('host', `iptables -w -D ${rule}`);
    }
  };

  it('and is let through where only the VM is stopped', async () =>
    assert.deepEqual(await closing('FORWARD -p tcp --dport 8883 -j DROP'), { guest: 'silent', host: 'connected' }));

  it('and is stopped where only the host is', async () =>
    assert.deepEqual(await closing('OUTPUT -p tcp --dport 8883 -j DROP'), { guest: 'connected', host: 'silent' }));
});
