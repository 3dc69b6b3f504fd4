import rule from '../../../../core/src/rules/nf/NF007-rule-not-saved.js';
import { healthyRules, hostModuleLine, savedText } from '../../../support/firewall.js';
import { withCard } from '../../../support/healthyFacts.js';
import { live, saved, savedFacts } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = savedFacts;
const onNft = {
  'guest.iptablesNft': facts['guest.iptablesLegacy'],
  'guest.iptablesLegacy': facts['guest.iptablesNft'],
  'guest.iptablesVersion': { version: '1.8.10', backEnd: 'nft' as const },
};

const stock = savedText([hostModuleLine]);
/** All live rules saved, as the guide does it, with a container and a bridge that are gone. */
const frozen = healthyRules().replaceAll('172.18.0.3', '172.18.0.9').replaceAll('br-6868c9739a37', 'br-000000000000');
const keptOut = (rule: string): string =>
  stock.replace('COMMIT', `:DOCKER-USER - [0:0]\n-A DOCKER-USER ${rule}\nCOMMIT`);

testRule(rule, {
  pass: [
    { name: 'a rule that is saved', facts },
    { name: 'the same with the other back end', facts: { ...facts, ...onNft } },
    {
      name: 'a port that is closed both ways, which NF002 reports',
      facts: { ...live({ own: [] }), ...saved(savedText()) },
    },
    {
      name: "a saved file with the engine's own rules of another day, which the engine writes anew",
      facts: { ...facts, ...saved(frozen) },
    },
  ],
  fail: [
    {
      name: 'a rule that is not saved',
      facts: { ...facts, ...saved(savedText()) },
      messages: ['lost'],
      targets: ['9702/tcp'],
      says: ['opcPublisher', '/etc/systemd/scripts/ip4save'],
      commands: ['Repair-EflowFirewall -Port 9702 -Protocol tcp'],
    },
    {
      name: 'a rule that is not saved, with the other back end',
      facts: { ...facts, ...onNft, ...saved(savedText()) },
      messages: ['lost'],
    },
    {
      name: 'published ports that the saved rules keep out in DOCKER-USER, and the live ones do not',
      facts: { ...facts, ...saved(keptOut('-i eth0 -p tcp -m conntrack --ctorigdstport 443 -j DROP')) },
      messages: ['lostPublished'],
      targets: ['443/tcp'],
      says: ['edgeHub', 'DOCKER-USER', '--ctorigdstport 443 -j DROP'],
      commands: ['Repair-EflowFirewall -Port 443 -Protocol tcp'],
    },
    {
      name: 'a published port that a saved rule of raw keeps out',
      facts: {
        ...facts,
        ...saved(`*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 5671 -j DROP\nCOMMIT\n${stock}`),
      },
      messages: ['lostPublished'],
      targets: ['5671/tcp'],
    },
    {
      name: 'a file without the table filter: everything stays dropped',
      facts: { ...facts, ...saved('*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n') },
      messages: ['lost'],
      targets: ['9702/tcp'],
    },
  ],
  unknown: [
    {
      name: 'a saved rule that no snapshot can decide',
      facts: {
        ...facts,
        ...saved(savedText(['-A INPUT -p tcp -m tcp --dport 9702 -m limit --limit 5/sec -j ACCEPT'])),
      },
      says: 'limit',
    },
  ],
  notApplicable: [
    { name: 'a VM without the file', facts: { ...facts, 'guest.ip4save': null } },
    {
      name: 'a device whose modules offer no port',
      facts: { ...facts, 'guest.containers': [] },
    },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
