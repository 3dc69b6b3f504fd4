import assert from 'node:assert/strict';
import { listCommand, takeOutCommand, toolOf } from '../../../../core/src/model/netfilter/ruleCommands.js';
import { tableOf } from '../../../../core/src/parse/iptables/rule.js';
import type { RuleStep } from '../../../../core/src/model/netfilter/step.js';
import { device, dockerRules, rulesetOf } from '../worlds.js';

const ruleset = rulesetOf(dockerRules());
const one = device(dockerRules());
const both = device(dockerRules(), {
  backEnds: [
    { name: 'nft', ruleset },
    { name: 'legacy', ruleset },
  ],
});
const [, rule = null] = tableOf(ruleset, 'filter')?.chains.find(({ name }) => name === 'FORWARD')?.rules ?? [];
const step: RuleStep = {
  ...{ kind: 'rule', hook: 'PREROUTING', backEnd: 'nft', table: 'nat', chain: 'OWN', rule, did: 'translate' },
};

describe('The commands for a rule', () => {
  it('name the back end only where both hold rules', () => {
    assert.equal(toolOf(one, 'nft'), 'iptables');
    assert.equal(toolOf(one, 'legacy'), 'iptables-legacy');
    assert.equal(toolOf(both, 'nft'), 'iptables-nft');
    assert.equal(toolOf(both, 'legacy'), 'iptables-legacy');
  });

  it('show its chain with numbers, and take it out by its number there', () => {
    assert.equal(rule?.number, 2);
    assert.equal(
      listCommand(both, step),
      "Invoke-EflowVmCommand 'sudo iptables-nft -w -t nat -L OWN -v -n --line-numbers'",
    );
    assert.equal(takeOutCommand(one, step), "Invoke-EflowVmCommand 'sudo iptables -w -t nat -D OWN 2'");
  });

  it('quote the name of a chain for the shell, and the whole for PowerShell', () =>
    assert.equal(
      takeOutCommand(one, { ...step, chain: 'a;b' }),
      "Invoke-EflowVmCommand 'sudo iptables -w -t nat -D ''a;b'' 2'",
    ));
});
