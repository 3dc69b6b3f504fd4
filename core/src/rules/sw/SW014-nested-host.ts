import { defineRule } from '../../engine/rule.js';
import { linkSilence } from '../../model/address/linkSilence.js';
import { powershell } from '../../model/quote.js';
import { machineName, platformOf } from '../../model/host/virtualHost.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const text =
  'This Windows is itself a virtual machine ({platform}), and nothing beyond it answers the VM on the External switch {name}';
const elsewhere = {
  text: 'Or use a switch with NAT: the Default Switch on client editions, an Internal one on server editions.',
} as const;

export default defineRule({
  id: 'SW014',
  slug: 'nested-host',
  title: 'The platform under a virtual host lets the VM use the network',
  severity: 'critical',
  stage: 'switch',
  guide: ['G07', 'Azure/iotedge-eflow#265', 'Azure/iotedge-eflow#269'],
  requires: ['host.system', 'host.switches', 'host.vmNetwork', 'guest.interfaces', 'guest.routes', 'guest.neighbours'],
  uses: ['host.dnsServers', 'host.routes'],
  messages: {
    azure: {
      text: 'This Windows is a virtual machine in Azure, and nothing beyond it answers the VM on the External switch {name}: Azure passes frames of the host alone, and no setting changes that.',
      remedy: [
        {
          text: 'Deploy EFLOW on an Internal switch with a NAT of this Windows (or on the Default Switch of a client edition): an External switch cannot work there.',
        },
      ],
    },
    hyperv: {
      text: `${text}: Hyper-V passes frames of the host's own MAC address only, unless told otherwise.`,
      remedy: [
        {
          text: 'On the machine that runs this Windows, allow it to send with other MAC addresses.',
          command: 'Set-VMNetworkAdapter -VMName {quotedHost} -MacAddressSpoofing On',
        },
        elsewhere,
      ],
    },
    vmware: {
      text: `${text}: VMware drops frames of other MAC addresses, unless told otherwise.`,
      remedy: [
        {
          text: "On the port group of this Windows' network card set Promiscuous mode, MAC address changes and Forged transmits to Accept.",
        },
        elsewhere,
      ],
    },
    other: {
      text: `${text}: most platforms drop frames of MAC addresses that they did not give out.`,
      remedy: [
        {
          text: 'Have the platform under this Windows accept other MAC addresses on its network card (promiscuous mode).',
        },
        elsewhere,
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const platform = platformOf(facts['host.system'], facts);
    if (used?.type !== 'External' || platform === null) return 'notApplicable';
    const silence = linkSilence(facts);
    if (silence === null) return undefined;
    const machine = machineName(facts['host.system']);
    const data = { platform: machine, name: used.name, quotedHost: powershell(facts['host.system'].computerName) };
    const expected = say('a platform that passes frames of the VM');
    report({
      message: platform === 'virtualbox' ? 'other' : platform,
      target: used.name,
      data,
      evidence: [{ fact: 'host.system', path: '/model', observed: machine, expected }, silence],
    });
    return undefined;
  },
});
