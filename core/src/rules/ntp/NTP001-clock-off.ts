import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

/** Tokens of IoT Hub and certificates are checked against the clock; five minutes are the usual tolerance. */
const TOLERANCE_SECONDS = 300;

export default defineRule({
  id: 'NTP001',
  slug: 'clock-off',
  title: "The VM's clock agrees with the host's",
  severity: 'critical',
  stage: 'clock',
  guide: ['Azure/iotedge-eflow#236'],
  requires: ['guest.clock'],
  messages: {
    off: {
      text: "The VM's clock is {minutes} minutes {direction} the host's: certificates and tokens are not valid then, whatever the network does.",
      remedy: [
        {
          text: 'Stop and start the VM: it takes the time of the host. Modules stop with it.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
        {
          text: 'See whether the VM may ask its time server (UDP port 123).',
          command: "Invoke-EflowVmCommand 'systemctl status --no-pager systemd-timesyncd chronyd' -ignoreError",
        },
      ],
    },
  },

  check(facts, report, { now }) {
    const { epochSeconds } = facts['guest.clock'];
    const difference = epochSeconds - now.getTime() / 1000;
    if (Math.abs(difference) <= TOLERANCE_SECONDS) return undefined;
    report({
      message: 'off',
      target: 'clock',
      data: {
        minutes: Math.round(Math.abs(difference) / 60),
        direction: difference < 0 ? say('behind') : say('ahead of'),
      },
      evidence: [
        {
          fact: 'guest.clock',
          path: '/epochSeconds',
          observed: new Date(epochSeconds * 1000).toISOString(),
          expected: now.toISOString(),
        },
      ],
    });
    return undefined;
  },
});
