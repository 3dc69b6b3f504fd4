import { defineRule } from '../../engine/rule.js';
import { covers } from '../../ipv4.js';
import { publishedPorts, type OfferedPort } from '../../model/firewall/offeredPort.js';
import { mappingCommand, portsHandedOn } from '../../model/host/portMapping.js';
import { kindOf } from '../../model/host/switchKind.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const map = {
  text: 'Hand the first port on; the same for the others. On the Default Switch the VM gets another address when Windows starts, and this then leads nowhere. UDP goes with a static mapping only.',
  command: '{command}',
} as const;

export default defineRule({
  id: 'SW019',
  slug: 'port-mapping-missing',
  title: 'Other machines reach the published ports through this Windows',
  severity: 'warning',
  stage: 'application',
  partial: true,
  guide: ['G19', 'Azure/iotedge-eflow#27', 'Azure/iotedge-eflow#218'],
  requires: [
    'host.switches',
    'host.vmNetwork',
    'host.natMappings',
    'host.portProxies',
    'guest.containers',
    'guest.interfaces',
  ],
  uses: ['host.nat', 'profile'],
  messages: {
    needed: {
      text: 'The device shall serve other machines, but the VM is behind the NAT of this Windows, which hands none of these ports on: {ports}.',
      remedy: [map, { text: 'Or deploy on an External switch, where the VM is a machine of the network itself.' }],
    },
    missing: {
      text: 'The VM is behind the NAT of this Windows, which hands none of these published ports on: {ports}. This Windows itself reaches them; other machines do not.',
      note: true,
      remedy: [map],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    const kind = used === null ? null : kindOf(used);
    if (used === null || own === null || (kind !== 'default' && kind !== 'internal')) return 'notApplicable';
    const handedOn = portsHandedOn(facts, own.address);
    const isMissing = ({ port, protocol }: OfferedPort): boolean => !handedOn.has(`${port}/${protocol}`);
    const offered = publishedPorts(facts['guest.containers']);
    const beyond = facts.profile?.internalNetworks.some((network) => !covers(own.subnet, network)) === true;
    const wanted = beyond ? facts.profile.inboundPorts.map((one) => ({ module: '', ...one })) : [];
    const lost = wanted.filter(isMissing);
    const missing = lost.length === 0 && handedOn.size === 0 ? offered.filter(isMissing) : lost;
    const [first] = missing;
    if (first === undefined) return offered.length + wanted.length === 0 ? 'notApplicable' : undefined;

    const ports = missing.map(({ port, protocol }) => `${port}/${protocol}`).join(', ');
    report({
      message: lost.length > 0 || (beyond && facts.profile.gateway !== false) ? 'needed' : 'missing',
      target: ports,
      data: { ports, command: mappingCommand(first, own.address, kind, facts['host.nat']) },
      evidence: [
        {
          fact: 'host.natMappings',
          path: '',
          observed: facts['host.natMappings'].length,
          expected: say('one for {ports}', { ports }),
        },
        { fact: 'host.portProxies', path: '', observed: facts['host.portProxies'].length, expected: 'one' },
      ],
    });
    return undefined;
  },
});
