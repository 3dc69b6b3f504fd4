import { defineRule } from '../../engine/rule.js';
import { isLoopback } from '../../ipv4.js';
import { serviceOf, runs } from '../../model/guestService.js';
import { say } from '../../texts/say.js';

const FILE = '/etc/resolv.conf';
const UPLINK = '/run/systemd/resolve/resolv.conf';

export default defineRule({
  id: 'DNS006',
  slug: 'resolv-conf-detached',
  title: 'The file /etc/resolv.conf of the VM leads to its name resolver',
  severity: 'warning',
  stage: 'resolver',
  guide: ['G10'],
  requires: ['guest.resolvConf', 'guest.services'],
  messages: {
    detached: {
      text: '/etc/resolv.conf of the VM names {servers} itself, while its resolver uses {own}: what is set with Set-EflowVmDnsServers, or comes from DHCP, is not heeded.',
      remedy: [
        {
          text: 'Let the file lead to the resolver again. Programs take it up at their next question.',
          command: "Invoke-EflowVmCommand 'sudo ln -sf /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf'",
        },
      ],
    },
    missing: {
      text: '/etc/resolv.conf of the VM names no server: programs that read it ask nobody.',
      remedy: [
        {
          text: 'Let the file lead to the resolver.',
          command: "Invoke-EflowVmCommand 'sudo ln -sf /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf'",
        },
      ],
    },
  },

  check(facts, report) {
    const service = serviceOf(facts['guest.services'], 'systemd-resolved.service');
    if (service === null || !runs(service)) return 'notApplicable'; // DNS005, or a VM without this resolver
    const files = facts['guest.resolvConf'];
    const file = files.find(({ path }) => path === FILE);
    const own = files.find(({ path }) => path === UPLINK)?.nameservers ?? [];
    const servers = file?.nameservers ?? [];
    const leadsThere =
      servers.some(isLoopback) ||
      (file?.target ?? '').startsWith('/run/systemd/resolve/') ||
      (file?.target ?? '').includes('../run/systemd/resolve/');
    if (leadsThere || (servers.length > 0 && servers.every((server) => own.includes(server)))) return undefined;
    report({
      message: servers.length === 0 ? 'missing' : 'detached',
      target: FILE,
      data: { servers: servers.join(', '), own: own.join(', ') || say('none') },
      evidence: [{ fact: 'guest.resolvConf', path: FILE, observed: servers, expected: '127.0.0.53' }],
    });
    return undefined;
  },
});
