import { defineRule } from '../../engine/rule.js';
import { fromVm, CONTROL_ADDRESS } from '../../model/upstream/reach.js';
import { reachEvidence } from '../../model/upstream/reachEvidence.js';
import { networkName } from '../../model/dns/requiredNames.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'EP003',
  slug: 'container-path-closed',
  title: 'Modules reach what the VM reaches',
  severity: 'critical',
  stage: 'containerTcp',
  guide: ['G26', 'Azure/iotedge#226', 'Azure/iotedge#228'],
  requires: ['guest.reach'],
  messages: {
    closed: {
      text: 'The container network {network} cannot connect to {targets}, which the VM reaches: what the VM does with packets of its containers is wrong, not the network around it.',
      remedy: [
        {
          text: 'Restart the container engine: it writes its rules anew and switches forwarding on. All modules restart with it.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
        {
          text: 'If that does not help, look at forwarding and at the rules for containers.',
          command: "Invoke-EflowVmCommand 'cat /proc/sys/net/ipv4/ip_forward; sudo iptables-save -c'",
        },
      ],
    },
  },

  check(facts, report) {
    const reach = facts['guest.reach'];
    const networks = [...new Set(reach.map(({ from }) => from).filter((from) => from !== 'vm'))];
    if (networks.length === 0) return 'notApplicable'; // no container runs on a network, or none could be entered
    const open = new Set(
      fromVm(reach)
        .filter(({ tcp, via, host }) => tcp === 'connected' && via === 'direct' && host !== CONTROL_ADDRESS)
        .map(({ host, port }) => `${host}:${port}`),
    );
    for (const from of networks) {
      const own = reach.filter((one) => one.from === from && open.has(`${one.host}:${one.port}`));
      const closed = own.filter(({ tcp }) => tcp === 'silent' || tcp === 'refused' || tcp === 'unreachable');
      // One that gets through shows that containers are forwarded: then it is a matter of that host.
      if (closed.length === 0 || own.some(({ tcp }) => tcp === 'connected')) continue;
      const network = networkName(from);
      report({
        message: 'closed',
        target: network,
        data: { network, targets: closed.map(({ host, port }) => `${host}:${port}`).join(', ') },
        evidence: [reachEvidence(`/${from}`, closed, say('connected, as from the VM'))],
      });
    }
    return undefined;
  },
});
