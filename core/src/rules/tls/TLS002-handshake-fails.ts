import { defineRule } from '../../engine/rule.js';
import { hostEvidence, hostGreets } from '../../model/host/view.js';
import { inGuest, shell } from '../../model/quote.js';
import { CONTROL_ADDRESS, fromVm } from '../../model/upstream/reach.js';
import { primary } from '../../model/address/vmInterface.js';

export default defineRule({
  id: 'TLS002',
  slug: 'handshake-fails',
  title: 'TLS opens where TCP connects',
  severity: 'critical',
  stage: 'tls',
  guide: ['G15', 'Azure/iotedge#7151'],
  requires: ['guest.reach', 'guest.interfaces'],
  uses: ['host.reach'],
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
  },

  check(facts, report) {
    const tried = fromVm(facts['guest.reach']).filter(
      ({ host, tcp, tls, via }) =>
        host !== CONTROL_ADDRESS && tcp === 'connected' && tls !== 'notTried' && via === 'direct',
    );
    if (tried.length === 0) return 'notApplicable';
    const failed = tried.filter(({ tls }) => tls === 'failed');
    if (failed.length === 0) return undefined;

    const hosts = [...new Set(failed.map(({ host, port }) => `${host}:${port}`))].join(', ');
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
      evidence: [
        {
          fact: 'guest.reach',
          path: '',
          observed: tried.map(({ host, port, tls }) => `${host}:${port} TLS ${tls}`),
          expected: 'TLS ok',
        },
        ...failed
          .slice(0, 1)
          .flatMap(({ host, port }) =>
            hostEvidence('host.reach', `/${host}:${port}/tls`, hostGreets(facts['host.reach'], host, port)),
          ),
      ],
    });
    return undefined;
  },
});
