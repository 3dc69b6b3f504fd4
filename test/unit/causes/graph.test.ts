import assert from 'node:assert/strict';
import { graph, rankOf, restsOn, stages, type Stage } from '../../../core/src/causes/graph.js';
import { rules } from '../../../core/src/engine/registry.gen.js';

describe('The graph of causes', () => {
  it('names only stages that it has', () => {
    const named = Object.values<readonly string[]>(graph).flat();
    assert.deepEqual(
      named.filter((name) => !stages.includes(name as Stage)),
      [],
    );
  });

  it('has no circle', () => {
    assert.deepEqual(
      stages.filter((stage) => restsOn(stage).has(stage)),
      [],
    );
  });

  it('ranks each stage below all that it rests on', () => {
    for (const stage of stages) {
      for (const parent of restsOn(stage)) assert.ok(rankOf(parent) < rankOf(stage), `${parent} < ${stage}`);
    }
  });

  it('leads from the link to the application in the order of the guide', () => {
    const chain: Stage[] = ['link', 'lease', 'gateway', 'egress', 'dnsServers', 'names', 'proxy', 'tcp', 'application'];
    chain.forEach((stage, index) => {
      for (const earlier of chain.slice(0, index))
        assert.ok(restsOn(stage).has(earlier), `${stage} rests on ${earlier}`);
    });
  });

  it('lets TLS rest on what TCP rests on, and not on TCP: a port that is closed says nothing of those that are open', () => {
    for (const stage of restsOn('tcp')) assert.ok(restsOn('tls').has(stage), stage);
    assert.ok(!restsOn('tls').has('tcp') && restsOn('application').has('tls'));
  });

  it('keeps settings apart from each other: none of them is a consequence of another', () => {
    const settings: Stage[] = [
      'nat',
      'address',
      'resolver',
      'proxyConfig',
      'containerSubnet',
      'clock',
      'mtu',
      'hostFirewall',
    ];
    for (const setting of settings)
      assert.deepEqual(
        settings.filter((other) => restsOn(setting).has(other)),
        [],
      );
  });

  it("keeps the engine's rules and the kernel's forwarding apart, on both of which containers rest", () => {
    const [rules, kernel] = ['forwarding', 'kernelForwarding'] as const;
    assert.ok(!restsOn(rules).has(kernel) && !restsOn(kernel).has(rules));
    for (const stage of ['inbound', 'containerPath'] as const)
      assert.ok(restsOn(stage).has(rules) && restsOn(stage).has(kernel));
    assert.ok(restsOn('engineChains').has(rules) && !restsOn('engineChains').has(kernel));
  });

  it('takes who answers in place of others for no consequence of names or of a way out: it is an answer', () => {
    for (const stage of ['names', 'egress'] as const) assert.ok(!restsOn('interception').has(stage));
    assert.ok(restsOn('tls').has('interception') && !restsOn('tcp').has('interception'));
  });

  it('has a place for every rule', () => {
    for (const { id, stage } of rules) assert.ok(stages.includes(stage), `${id} stands at ${stage}`);
  });
});
