import { defineRule } from '../../engine/rule.js';
import { isDead, neighbourOf } from '../../model/address/neighbours.js';
import { powershell } from '../../model/quote.js';
import { needsProxy } from '../../model/upstream/hostProxy.js';
import { fromVm } from '../../model/upstream/reach.js';
import { reachEvidence } from '../../model/upstream/reachEvidence.js';
import { doubtOf, wideSilence } from '../../model/upstream/wideSilence.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { eflowSwitchKind, type SwitchKind } from '../../model/host/switchKind.js';
import { addressOf } from '../../model/address/vmInterface.js';
import { byDefaultRoute } from '../../model/address/wayOutRoute.js';
import { say } from '../../texts/say.js';

const messageFor = (kind: SwitchKind | null) => {
  if (kind === 'default') return 'defaultSwitch';
  return kind === null || kind === 'external' ? 'external' : 'internal';
};

const said = 'Of {count} connections beyond its subnet the VM got no answer to any, on {ports} different ports';

export default defineRule({
  id: 'RT005',
  slug: 'beyond-gateway-silent',
  title: 'Something beyond the gateway answers the VM',
  severity: 'critical',
  stage: 'egress',
  guide: ['G05', 'G15', 'G28', 'Azure/iotedge-eflow#9'],
  requires: ['guest.reach', 'guest.interfaces', 'guest.routes', 'guest.neighbours'],
  uses: ['host.switches', 'host.vmNetwork', 'host.proxy', 'host.reach', 'guest.policyRules'],
  messages: {
    defaultSwitch: {
      text: `${said}: the Default Switch does not translate what the VM sends, or the network of this Windows passes nothing on.`,
      remedy: [
        {
          text: 'See whether this Windows itself gets out.',
          command: 'Test-NetConnection -ComputerName {quotedHost} -Port {port}',
        },
        {
          text: 'If it does, restart the service that translates. VMs on the Default Switch lose their connections for some seconds.',
          command: 'Restart-Service -Name SharedAccess -Force',
        },
        { text: 'If that does not help, restart Windows, then turn Hyper-V off and on.', command: 'Restart-Computer' },
      ],
    },
    internal: {
      text: `${said}: no NAT of this Windows translates what the VM sends, or its network passes nothing on.`,
      remedy: [
        {
          text: 'See the NAT and whether this Windows itself gets out.',
          command: 'Get-NetNat; Test-NetConnection -ComputerName {quotedHost} -Port {port}',
        },
      ],
    },
    external: {
      text: `${said}: the gateway does not pass on what the VM ({address}) sends.`,
      remedy: [{ text: 'Ask the network team to let {address} out, and whether it must be registered there first.' }],
    },
  },

  check(facts, report) {
    const tried = byDefaultRoute(facts);
    const gateway = defaultRoutes(facts['guest.routes'])[0]?.gateway ?? null;
    if (gateway === null || isDead(neighbourOf(facts['guest.neighbours'], gateway))) return 'notApplicable'; // RT001, RT004
    // Where everything goes through a proxy, direct connections are closed by design.
    if (fromVm(facts['guest.reach']).some(({ via, tcp }) => via === 'proxy' && tcp === 'connected')) return undefined;
    if (needsProxy(facts['host.proxy'], facts['host.reach'])) return 'notApplicable'; // PX005: Windows needs it as well
    if (tried.length === 0) return 'notApplicable';
    const silence = wideSilence(tried);
    if (silence === null) return doubtOf(facts['guest.reach'], tried); // EP001 reports a port of a host
    const { host, ...counted } = silence;
    const data = { ...counted, quotedHost: powershell(host), address: addressOf(facts['guest.interfaces']) };
    report({
      message: messageFor(eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] })),
      target: gateway,
      data,
      evidence: [reachEvidence('', tried, say('one answer'))],
    });
    return undefined;
  },
});
