import rule from '../../../../core/src/rules/fw/FW004-hyperv-firewall-closed.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const [wsl] = facts['host.hyperVFirewall'].settings;
const settings = (...all: readonly (typeof wsl)[]) => ({
  'host.hyperVFirewall': { supported: true, settings: all.flatMap((one) => one ?? []), rules: [] },
});
const other = { ...wsl!, creator: '{9E288F02-0000-4000-8000-3F3C5E2F0A11}' };

testRule(rule, {
  pass: [
    { name: 'one that lets out', facts },
    { name: 'one that is switched off', facts: settings({ ...other, enabled: 0, defaultOutbound: 4 }) },
    { name: 'one that keeps out what comes in', facts: settings({ ...other, defaultInbound: 4 }) },
  ],
  notes: [
    {
      name: 'one for the Windows Subsystem for Linux',
      facts: settings({ ...wsl!, defaultOutbound: 4 }),
      messages: ['others'],
    },
  ],
  fail: [
    {
      name: 'one for virtual machines of somebody else (microsoft/WSL#11693)',
      facts: settings(wsl, { ...other, defaultOutbound: 4 }),
      messages: ['closed'],
      says: ['{9E288F02'],
      commands: [
        "Set-NetFirewallHyperVVMSetting -Name '9e288f02-0000-4000-8000-3f3c5e2f0a11' -DefaultOutboundAction Allow",
      ],
    },
  ],
  notApplicable: [
    {
      name: 'a Windows without it',
      facts: { 'host.hyperVFirewall': { supported: false, settings: [], rules: [] } },
    },
  ],
});
