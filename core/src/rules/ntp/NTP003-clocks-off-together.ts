import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

/** As for the two clocks between them (NTP001). */
const TOLERANCE_MS = 300_000;

export default defineRule({
  id: 'NTP003',
  slug: 'clocks-off-together',
  title: 'The clocks of VM and host agree with a time server',
  severity: 'critical',
  stage: 'clock',
  guide: ['Azure/iotedge-eflow#236', 'Azure/iotedge#5591'],
  requires: ['guest.ntpProbe', 'guest.clock'],
  messages: {
    off: {
      text: 'The time server {server} says that the clock of the VM is {minutes} minutes {direction}, and the host has the same time: certificates and tokens are not valid then.',
      remedy: [
        {
          text: 'Set the clock of this Windows; see whether its time service has a source.',
          command: 'Get-Service -Name W32Time',
        },
        {
          text: 'Then stop the VM and start it: it takes over the time of the host.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
      ],
    },
    silent: {
      text: 'The time servers that the VM is set to ask did not answer: {servers}. The VM has the time of the host meanwhile, and drifts when the host sleeps.',
      note: true,
      remedy: [{ text: 'Ask the network team to allow UDP port 123 to them, or name one of the company.' }],
    },
  },

  check(facts, report, { now }) {
    const asked = facts['guest.ntpProbe'].filter(({ state }) => state !== 'notTried');
    if (asked.length === 0) return 'notApplicable';
    const answers = asked.filter(
      ({ state, stratum, offsetMs }) => state === 'answered' && stratum !== 0 && stratum !== 16 && offsetMs !== null,
    );
    const [answer] = answers;
    const apart = Math.abs(facts['guest.clock'].epochSeconds * 1000 - now.getTime());
    const evidence = [
      {
        fact: 'guest.ntpProbe',
        path: '',
        observed: asked.map(({ server, state, offsetMs }) => `${server}: ${state} ${offsetMs ?? ''}`.trim()),
        expected: 'answered',
      },
    ] as const;
    if (answer === undefined) {
      const servers = [...new Set(asked.map(({ server }) => server))].join(', ');
      report({ message: 'silent', target: servers, data: { servers }, evidence });
      return undefined;
    }
    const offset = answer.offsetMs ?? 0;
    if (Math.abs(offset) <= TOLERANCE_MS || apart > TOLERANCE_MS) return undefined; // NTP001
    const direction = offset > 0 ? say('behind') : say('ahead');
    const data = { server: answer.server, minutes: Math.round(Math.abs(offset) / 60_000), direction };
    report({ message: 'off', target: 'clock', data, evidence });
    return undefined;
  },
});
