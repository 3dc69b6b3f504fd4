import { defineRule } from '../../engine/rule.js';
import { supportsAllocation, supportsEdition, switchWord } from '../../model/host/supportMatrix.js';
import { allocationOf, kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW010',
  slug: 'unsupported-combination',
  title: 'EFLOW supports this switch on this Windows with this kind of address',
  severity: 'warning',
  stage: 'switch',
  partial: true,
  guide: ['G02', 'G03', 'G04', 'G05', 'G06'],
  requires: ['host.switches', 'host.vmNetwork', 'host.system'],
  uses: ['host.vmEndpoint'],
  messages: {
    edition: {
      text: 'EFLOW does not support {switch} on {edition} editions of Windows, which this is.',
      remedy: [
        {
          text: 'Use an External switch, which both support; on client editions the Default Switch, on server editions an Internal switch with a NAT.',
        },
      ],
    },
    allocation: {
      text: 'EFLOW does not support {allocation} on {switch}.',
      remedy: [{ text: 'Use DHCP on the Default Switch; deploy on an External switch for a fixed address.' }],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null) return 'notApplicable';
    const kind = kindOf(used);
    const { isServer } = facts['host.system'];
    const evidence = [
      { fact: 'host.switches', path: `/${used.name}`, observed: kind, expected: say('a supported combination') },
    ] as const;
    if (isServer !== null && !supportsEdition(kind, isServer)) {
      const edition = isServer ? say('server') : say('client');
      report({ message: 'edition', target: used.name, data: { switch: switchWord(kind), edition }, evidence });
    }
    const allocation = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']);
    if (allocation !== null && kind !== 'private' && !supportsAllocation(kind, allocation)) {
      const words = allocation === 'static' ? say('a fixed address') : 'DHCP';
      report({
        message: 'allocation',
        target: used.name,
        data: { switch: switchWord(kind), allocation: words },
        evidence,
      });
    }
    return isServer === null ? { unknown: say('Whether this Windows is a server edition is not known.') } : undefined;
  },
});
