import rule from '../../../../core/src/rules/nf/NF018-engine-chains-missing.js';
import { rulesOf, savedText } from '../../../support/firewall.js';
import { healthy, service } from '../../../support/healthyFacts.js';
import { portFacts, routeless, silentAndOld } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = { ...portFacts, ...healthy('guest.services', 'guest.daemonJson') };
/** The guide's recipe: policies opened, then everything flushed and deleted. */
const emptied = rulesOf(
  savedText()
    .replace(/^-A .*\n/gm, '')
    .replaceAll('DROP', 'ACCEPT'),
);
const deleted = { ...facts, 'guest.iptablesLegacy': emptied };

testRule(rule, {
  pass: [{ name: "the engine's chains", facts }],
  fail: [
    {
      name: 'chains that were deleted while the policies let everything pass',
      facts: deleted,
      messages: ['missing', 'missing'],
      targets: ['nat', 'filter'],
      commands: [
        "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
      ],
    },
  ],
  notApplicable: [
    {
      name: 'an engine that is stopped',
      facts: { ...deleted, 'guest.services': [service('docker', { active: 'inactive', sub: 'dead' })] },
    },
    {
      name: 'an engine that is told to write no rules',
      facts: { ...deleted, 'guest.daemonJson': { ...facts['guest.daemonJson'], iptables: false } },
    },
    {
      name: 'containers that are not let out, which NF004 reports',
      facts: { ...deleted, 'guest.iptablesLegacy': rulesOf(savedText()) },
    },
    {
      name: 'containers that are not let out of a VM without a default route, which NF004 reports',
      facts: { ...deleted, 'guest.iptablesLegacy': rulesOf(savedText()), 'guest.routes': routeless },
    },
    { name: 'a device without containers', facts: { ...deleted, 'guest.containers': [] } },
  ],
  unknown: [
    {
      name: 'an engine that does not answer, and tools that show no bridges',
      facts: { ...healthy('guest.services', 'guest.daemonJson'), ...silentAndOld },
      says: 'guest.containers is missing',
    },
  ],
});
