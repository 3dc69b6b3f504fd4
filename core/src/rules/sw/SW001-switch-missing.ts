import { defineRule } from '../../engine/rule.js';
import { powershell } from '../../model/quote.js';
import { usableAdapters } from '../../model/host/boundAdapter.js';
import type { HostAdapter } from '../../model/item.js';
import { believedKind, type SwitchKind } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const see = {
  text: 'See which switches there are, and which one EFLOW names.',
  command: 'Get-VMSwitch; Get-EflowNetwork',
} as const;

/** The command that makes the switch again; empty where it is not known how it was. */
const makeCommand = (name: string, kind: SwitchKind | null, adapter: HostAdapter | undefined): string => {
  if (kind === 'internal') return `New-VMSwitch -Name ${powershell(name)} -SwitchType Internal`;
  if (kind !== 'external' || adapter === undefined) return '';
  return `New-VMSwitch -Name ${powershell(name)} -NetAdapterName ${powershell(adapter.name)}`;
};

export default defineRule({
  id: 'SW001',
  slug: 'switch-missing',
  title: 'The virtual switch that EFLOW names exists',
  severity: 'critical',
  stage: 'switch',
  guide: ['G02', 'G03', 'G04', 'G05', 'G06'],
  requires: ['host.switches', 'host.vmNetwork'],
  uses: ['host.adapters'],
  messages: {
    missing: {
      text: 'EFLOW uses the switch {name}, which does not exist. There are: {others}.',
      remedy: [
        see,
        {
          text: 'Make it again with the same name and type; give the host its address and the NAT as before.',
          command: '{make}',
        },
      ],
    },
    defaultSwitch: {
      text: 'EFLOW uses the Default Switch, which this Windows does not have. There are: {others}.',
      remedy: [
        see,
        { text: 'Restart Windows: the Default Switch is made at each start.', command: 'Restart-Computer' },
        {
          text: 'If it stays away, turn Hyper-V off, restart, and turn it on again.',
          command: 'Disable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V-All',
        },
      ],
    },
  },

  check(facts, report) {
    const [network] = facts['host.vmNetwork'];
    if (network === undefined) return 'notApplicable'; // nothing is deployed
    if (usedSwitch(facts) !== null) return undefined;

    const kind = believedKind(network);
    const others = facts['host.switches'].map(({ name, type }) => `${name} (${type})`);
    const [adapter] = usableAdapters(facts['host.adapters'] ?? []);
    const data = {
      name: network.name,
      others: others.join(', ') || say('none'),
      make: makeCommand(network.name, kind, adapter),
    };
    report({
      message: kind === 'default' ? 'defaultSwitch' : 'missing',
      target: network.name,
      data,
      evidence: [{ fact: 'host.switches', path: '', observed: others, expected: network.name }],
    });
    return undefined;
  },
});
