import { defineRule, type ReportedEvidence } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { isKnownIssuer, isMicrosofts } from '../../model/upstream/issuers.js';
import { fromVm } from '../../model/upstream/reach.js';
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
  uses: ['host.reach'],
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
  },

  check(facts, report) {
    const shown = fromVm(facts['guest.reach']).filter(({ host, issuer }) => issuer !== null && isMicrosofts(host));
    if (shown.length === 0) return 'notApplicable';
    const foreign = shown.filter(({ issuer }) => issuer !== null && !isKnownIssuer(issuer));
    for (const issuer of new Set(foreign.map((one) => one.issuer ?? ''))) {
      const hosts = [...new Set(foreign.filter((one) => one.issuer === issuer).map(({ host }) => host))];
      report({
        message: 'foreign',
        target: hosts.join(', '),
        data: { hosts: hosts.join(', '), issuer },
        evidence: [
          {
            fact: 'guest.reach',
            path: `/${hosts[0] ?? ''}/issuer`,
            observed: issuer,
            expected: say('DigiCert or Microsoft'),
          },
          ...hostsView(facts['host.reach'], hosts),
        ],
      });
    }
    return undefined;
  },
});
