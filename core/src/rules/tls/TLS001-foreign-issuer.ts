import { defineRule, type ReportedEvidence } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { networkName } from '../../model/dns/requiredNames.js';
import { isMicrosofts } from '../../model/upstream/issuers.js';
import { foreignIssuers } from '../../model/upstream/tlsInside.js';
import { traceFrom } from '../../model/upstream/traceCommand.js';
import { say } from '../../texts/say.js';

/** What this Windows was shown by the same hosts: its programs trust what its administrators added, so it may not mind. */
const hostsView = (tried: FactValues['host.reach'] | undefined, hosts: readonly string[]): ReportedEvidence[] => {
  const issuers = (tried ?? []).flatMap(({ host, issuer }) => (hosts.includes(host) ? (issuer ?? []) : []));
  const observed = [...new Set(issuers)];
  return observed.length === 0
    ? []
    : [{ fact: 'host.reach', path: `/${hosts[0] ?? ''}/issuer`, observed, expected: say('DigiCert or Microsoft') }];
};

export default defineRule({
  id: 'TLS001',
  slug: 'foreign-issuer',
  title: "The certificates of Azure's services come from their own issuers",
  severity: 'critical',
  stage: 'tls',
  guide: ['G15', 'Azure/iotedge#7151'],
  requires: ['guest.reach'],
  uses: ['host.reach', 'guest.containers'],
  messages: {
    foreign: {
      text: 'The certificate that {hosts} showed was issued by "{issuer}", which Azure does not use: something on the path opens TLS and looks inside. IoT Edge refuses such connections.',
      remedy: [
        { text: 'Ask the network team to except {hosts} from TLS inspection, by name.' },
        {
          text: 'If that is not possible, the certificate of the inspecting device must be trusted by the VM, by IoT Edge and in every module; connections with client certificates break all the same.',
        },
      ],
    },
    inside: {
      text: 'The certificate that {hosts} showed to the container network {network} was issued by "{issuer}", which Azure does not use and the VM was not shown: something on the way of containers opens TLS and looks inside, or the name leads elsewhere. Modules refuse such connections.',
      remedy: [
        {
          text: 'See what the rules of the VM do with its packets, and which route they take.',
          command: '{trace}',
        },
        { text: 'Where the addresses differ, see which servers each layer asks.', command: 'Get-EflowDnsReport' },
        { text: 'Ask the network team to except {hosts} from TLS inspection, by name.' },
      ],
    },
  },

  check(facts, report) {
    const shown = facts['guest.reach'].filter(({ host, issuer }) => issuer !== null && isMicrosofts(host));
    if (shown.length === 0) return 'notApplicable';
    for (const { from, issuer, hosts, port } of foreignIssuers(shown)) {
      const path = `${from === 'vm' ? '' : `/${from}`}/${hosts[0] ?? ''}/issuer`;
      const found = {
        target: hosts.join(', '),
        data: {
          ...{ network: networkName(from), hosts: hosts.join(', '), issuer },
          trace: traceFrom(from, { host: hosts[0] ?? '', port }, facts['guest.containers']),
        },
        evidence: [
          { fact: 'guest.reach', path, observed: issuer, expected: say('DigiCert or Microsoft') },
          ...hostsView(facts['host.reach'], hosts),
        ] as const,
      };
      report(from === 'vm' ? { message: 'foreign', ...found } : { message: 'inside', ...found });
    }
    return undefined;
  },
});
