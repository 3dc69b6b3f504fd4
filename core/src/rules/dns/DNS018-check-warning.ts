import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'DNS018',
  slug: 'check-warning',
  title: 'The command iotedge check says nothing about the DNS server of the container engine',
  severity: 'information',
  stage: 'containerDnsConfig',
  partial: true,
  guide: ['G11', 'Azure/iotedge#6984', 'Azure/iotedge-eflow#246'],
  requires: ['guest.daemonJson'],
  uses: ['guest.iotedgeCheck'],
  messages: {
    noise: {
      text: 'iotedge check warns that the container engine has no DNS server. It only looks whether daemon.json names one: without, containers use the servers of the VM, which is well.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const checks = facts['guest.iotedgeCheck'];
    if (checks === undefined) return 'notApplicable'; // asked for only on request
    const warning = checks.find(
      ({ id, title, result }) => result === 'warning' && (id === 'container-engine-dns' || title === 'DNS server'),
    );
    if (warning === undefined || facts['guest.daemonJson'].dns.length > 0) return undefined;
    report({
      message: 'noise',
      target: 'container-engine-dns',
      data: {},
      evidence: [
        {
          fact: 'guest.iotedgeCheck',
          path: '/container-engine-dns',
          observed: warning.details[0] ?? 'warning',
          expected: 'ok',
        },
      ],
    });
    return undefined;
  },
});
