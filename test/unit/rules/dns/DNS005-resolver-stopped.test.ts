import rule from '../../../../core/src/rules/dns/DNS005-resolver-stopped.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const state = (change: object) => ({
  ...facts,
  'guest.services': facts['guest.services'].map((one) =>
    one.name === 'systemd-resolved.service' ? { ...one, ...change } : one,
  ),
});
const dead = { active: 'inactive', sub: 'dead' };
const start = "Invoke-EflowVmCommand 'sudo systemctl enable --now systemd-resolved'";
const direct = { 'guest.resolvConf': [{ ...facts['guest.resolvConf'][0]!, nameservers: ['10.0.0.53'] }] };

testRule(rule, {
  pass: [
    { name: 'a resolver that runs', facts },
    { name: 'a resolver that is just starting', facts: state({ active: 'activating' }) },
  ],
  fail: [
    {
      name: 'a resolver that is stopped',
      facts: state(dead),
      messages: ['stopped'],
      says: ['inactive, dead'],
      shows: ['guest.services/systemd-resolved.service: loaded, inactive, dead'],
      commands: [start, "Invoke-EflowVmCommand 'sudo systemctl status --no-pager systemd-resolved' -ignoreError"],
    },
    {
      name: 'a resolver that is stopped, which is asked before a server and beside the file of its own servers',
      facts: {
        ...state(dead),
        'guest.resolvConf': [
          { ...facts['guest.resolvConf'][1]!, nameservers: ['10.0.0.53'] },
          { ...facts['guest.resolvConf'][0]!, nameservers: ['127.0.0.53', '10.0.0.53'] },
        ],
      },
      messages: ['stopped'],
    },
    {
      name: 'a resolver that is masked',
      facts: state({ ...dead, load: 'masked' }),
      messages: ['masked'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl unmask systemd-resolved'", start],
    },
    {
      name: 'a resolver that failed, with a resolv.conf that could not be read',
      facts: { ...state({ active: 'failed', sub: 'failed' }), 'guest.resolvConf': [] },
      messages: ['stopped'],
    },
    {
      name: 'a resolver that is masked, beside a resolv.conf that names nobody',
      facts: {
        ...state({ ...dead, load: 'masked' }),
        'guest.resolvConf': [{ ...facts['guest.resolvConf'][0]!, nameservers: [] }],
      },
      messages: ['masked'],
    },
  ],
  notApplicable: [
    { name: 'a VM whose resolv.conf asks servers directly', facts: { ...state(dead), ...direct } },
    { name: 'a VM without this resolver', facts: state({ ...dead, load: 'not-found' }) },
    { name: 'a list without it', facts: { ...facts, 'guest.services': [] } },
  ],
});
