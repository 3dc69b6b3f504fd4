import { defineRule } from '../../engine/rule.js';
import { hostEvidence, hostGreets } from '../../model/host/view.js';
import { inGuest, shell } from '../../model/quote.js';
import { networkName } from '../../model/dns/requiredNames.js';
import { fromVm } from '../../model/upstream/reach.js';
import { greetingEvidence } from '../../model/upstream/reachEvidence.js';
import { greeted, otherwiseFailed } from '../../model/upstream/tlsInside.js';
import { largerBridges } from '../../model/address/largerBridges.js';
import { primary } from '../../model/address/vmInterface.js';

export default defineRule({
  id: 'TLS002',
  slug: 'handshake-fails',
  title: 'TLS opens where TCP connects',
  severity: 'critical',
  stage: 'tls',
  guide: ['G15', 'Azure/iotedge#7151'],
  requires: ['guest.reach', 'guest.interfaces'],
  uses: ['host.reach', 'guest.containerNetworks'],
  messages: {
    nowhere: {
      text: 'TCP connects to {hosts}, and TLS opens nowhere: large packets get lost on the way (the path carries less than the {mtu} bytes of {card}), or a device on the path drops TLS.',
      remedy: [
        {
          text: 'Try with smaller packets; it holds until the next start. If TLS opens then, it is the size.',
          command: '{shrink}',
        },
        {
          text: 'Ask the network team to let ICMP "fragmentation needed" pass, or to say the largest packet of the path; set it as MTUBytes in the file of the card in /etc/systemd/network/.',
        },
      ],
    },
    some: {
      text: 'TCP connects to {hosts}, and TLS does not open there, while it does elsewhere: a device on the path filters by name, or the service speaks another TLS.',
      remedy: [{ text: 'Ask the network team to except {hosts} from TLS filtering, by name.' }],
    },
    inside: {
      text: 'From the container network {network} TCP connects to {hosts}, and TLS does not open there: large packets of containers get lost, or something on their way handles them otherwise than those of the VM.',
      remedy: [
        {
          text: 'See the sizes of packets: the bridge of the network must have no larger one than the card of the VM.',
          command: "Invoke-EflowVmCommand 'ip link show'",
        },
      ],
    },
  },

  check(facts, report) {
    const all = greeted(facts['guest.reach']);
    if (all.length === 0) return 'notApplicable';
    const larger = largerBridges(facts['guest.interfaces'], facts['guest.containerNetworks'] ?? []);
    for (const [from, lost] of otherwiseFailed(all, larger)) {
      const hosts = lost.map(({ host, port }) => `${host}:${port}`).join(', ');
      const evidence = greetingEvidence(`/${from}`, lost);
      report({ message: 'inside', target: hosts, data: { network: networkName(from), hosts }, evidence: [evidence] });
    }
    const tried = fromVm(all);
    const failed = tried.filter(({ tls }) => tls === 'failed');
    const [first] = failed;
    if (first === undefined) return undefined;

    const hosts = [...new Set(failed.map(({ host, port }) => `${host}:${port}`))].join(', ');
    const view = hostGreets(facts['host.reach'], first.host, first.port);
    const card = primary(facts['guest.interfaces']);
    const name = card?.name ?? 'eth0';
    const data = {
      hosts,
      mtu: card?.mtu ?? 1500,
      card: name,
      shrink: inGuest(`sudo ip link set dev ${shell(name)} mtu 1280`),
    };
    report({
      message: failed.length === tried.length ? 'nowhere' : 'some',
      target: hosts,
      data,
      evidence: [greetingEvidence('', tried), ...hostEvidence('host.reach', `/${first.host}:${first.port}/tls`, view)],
    });
    return undefined;
  },
});
