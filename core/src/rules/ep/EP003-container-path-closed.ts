import { defineRule } from '../../engine/rule.js';
import { reachEvidence } from '../../model/upstream/reachEvidence.js';
import { closedInside, hostClosedInside } from '../../model/upstream/closedInside.js';
import { traceFrom } from '../../model/upstream/traceCommand.js';
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
  uses: ['guest.upstream', 'guest.nameProbe', 'guest.containers', 'profile'],
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
    upstream: {
      text: 'The VM connects to {host} on port {port} at {vm}, and the container network {networks} does not at {here} ({how}). Containers leave with the address of the VM: something differs for this host alone.',
      remedy: [
        {
          text: 'See what the rules of the VM do with its packets, and which route they take.',
          command: '{trace}',
        },
        { text: 'Where the addresses differ, see which servers each layer asks.', command: 'Get-EflowDnsReport' },
        {
          text: 'If neither shows why, ask the network team what it lets the VM reach: each address of {host}, or one.',
        },
      ],
    },
  },

  check(facts, report) {
    const reach = facts['guest.reach'];
    const networks = [...new Set(reach.map(({ from }) => from).filter((from) => from !== 'vm'))];
    if (networks.length === 0) return 'notApplicable'; // no container runs on a network, or none could be entered
    const closed = closedInside(reach, facts['guest.nameProbe'] ?? []);
    for (const [from, targets] of closed) {
      const network = networkName(from);
      report({
        message: 'closed',
        target: network,
        data: { network, targets: targets.map(({ host, port }) => `${host}:${port}`).join(', ') },
        evidence: [reachEvidence(`/${from}`, targets, say('connected, as from the VM'))],
      });
    }
    const others = reach.filter(({ from }) => from !== 'vm' && !closed.has(from));
    const alone = hostClosedInside(reach, others, facts['guest.upstream'], facts.profile);
    if (alone === null) return undefined;
    const { host, port, tried, vm, here, how } = alone;
    report({
      message: 'upstream',
      target: `${host}:${port}`,
      data: {
        ...{ host, port, vm, here, how, trace: traceFrom(tried[0].from, tried[0], facts['guest.containers']) },
        networks: [...new Set(tried.map(({ from }) => networkName(from)))].join(', '),
      },
      evidence: [reachEvidence(`/${host}:${port}`, tried, say('connected, as from the VM'))],
    });
    return undefined;
  },
});
