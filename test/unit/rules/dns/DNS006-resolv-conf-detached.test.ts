import rule from '../../../../core/src/rules/dns/DNS006-resolv-conf-detached.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const [file, uplink] = facts['guest.resolvConf'];
const conf = (target: string | null, ...nameservers: readonly string[]) => ({
  ...facts,
  'guest.resolvConf': [{ ...file!, target, nameservers }, uplink!],
});
const link = "Invoke-EflowVmCommand 'sudo ln -sf /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf'";

testRule(rule, {
  pass: [
    { name: 'a link to the stub', facts },
    { name: 'a plain file that names the stub', facts: conf(null, '127.0.0.53') },
    { name: "a link to the resolver's own servers", facts: conf('../run/systemd/resolve/resolv.conf', '172.27.112.1') },
    { name: 'a plain file with the same servers', facts: conf(null, '172.27.112.1') },
    { name: 'a link there, of a resolver that has no server', facts: conf('/run/systemd/resolve/resolv.conf') },
  ],
  fail: [
    {
      name: 'a file that somebody wrote',
      facts: conf(null, '8.8.8.8'),
      messages: ['detached'],
      targets: ['/etc/resolv.conf'],
      says: ['8.8.8.8', '172.27.112.1'],
      commands: [link],
    },
    {
      name: "a file with one server of the resolver's and one more, whichever file was read first",
      facts: { ...facts, 'guest.resolvConf': conf(null, '172.27.112.1', '8.8.8.8')['guest.resolvConf'].toReversed() },
      messages: ['detached'],
      says: ['names 172.27.112.1, 8.8.8.8 itself, while its resolver uses 172.27.112.1:'],
    },
    {
      name: 'a file that somebody wrote, of a resolver whose servers are not known',
      facts: { ...facts, 'guest.resolvConf': conf(null, '8.8.8.8')['guest.resolvConf'].slice(0, 1) },
      messages: ['detached'],
      says: ['uses none:'],
    },
    { name: 'a file without a server', facts: conf(null), messages: ['missing'], commands: [link] },
    { name: 'no file at all', facts: { ...facts, 'guest.resolvConf': [] }, messages: ['missing'] },
  ],
  notApplicable: [
    { name: 'a VM whose resolver does not run', facts: { ...conf(null, '8.8.8.8'), 'guest.services': [] } },
  ],
});
