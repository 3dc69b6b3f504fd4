import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

const SETTING = 'net.ipv4.ip_forward';

export default defineRule({
  id: 'RT006',
  slug: 'forwarding-off',
  title: 'The VM forwards packets of its containers',
  severity: 'critical',
  stage: 'forwarding',
  guide: ['G26', 'Azure/iotedge#226'],
  requires: ['guest.kernelSettings', 'guest.containers'],
  messages: {
    off: {
      text: 'Forwarding is off in the VM ({setting} = 0): its containers reach nobody, and nobody reaches their published ports.',
      remedy: [
        {
          text: 'Switch it on; the container engine does that by itself when it starts.',
          command: "Invoke-EflowVmCommand 'sudo sysctl -w net.ipv4.ip_forward=1'",
        },
        {
          text: 'Look for the file that switches it off at each start.',
          command: "Invoke-EflowVmCommand 'grep -rs ip_forward /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d'",
        },
      ],
    },
  },

  check(facts, report) {
    const onBridges = facts['guest.containers'].some(
      ({ running, networkMode }) => running && networkMode !== 'host' && networkMode !== 'none',
    );
    if (!onBridges) return 'notApplicable';
    const value = facts['guest.kernelSettings'][SETTING];
    if (value === undefined) return { unknown: say('{setting} was not read.', { setting: SETTING }) };
    if (value !== '0') return undefined;
    report({
      message: 'off',
      target: SETTING,
      data: { setting: SETTING },
      evidence: [{ fact: 'guest.kernelSettings', path: `/${SETTING}`, observed: value, expected: '1' }],
    });
    return undefined;
  },
});
