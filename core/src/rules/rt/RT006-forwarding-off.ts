import { defineRule } from '../../engine/rule.js';
import { containerDevices } from '../../model/address/containerDevices.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';

const SETTING = 'net.ipv4.ip_forward';

const settingOf = (device: string): string => `net.ipv4.conf.${device}.forwarding`;

const searchFor = (word: string): string =>
  inGuest(`grep -rs ${word} /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d /etc/systemd/network`);

export default defineRule({
  id: 'RT006',
  slug: 'forwarding-off',
  title: 'The VM forwards packets of its containers',
  severity: 'critical',
  stage: 'kernelForwarding',
  guide: ['G26', 'Azure/iotedge#226'],
  requires: ['guest.kernelSettings', 'guest.containers'],
  uses: ['guest.interfaces', 'guest.containerNetworks'],
  messages: {
    off: {
      text: 'Forwarding is off in the VM ({setting} = 0): its containers reach nobody, and nobody reaches their published ports.',
      remedy: [
        {
          text: 'Switch it on; the container engine does that by itself when it starts.',
          command: "Invoke-EflowVmCommand 'sudo sysctl -w net.ipv4.ip_forward=1'",
        },
        { text: 'Look for the file that switches it off at each start.', command: '{search}' },
      ],
    },
    offHere: {
      text: 'The VM does not forward what comes in by {device} ({setting} = 0): {whom}.',
      remedy: [
        { text: 'Switch it on.', command: '{mend}' },
        { text: 'Look for the file that switches it off at each start.', command: '{search}' },
      ],
    },
  },

  check(facts, report) {
    const onBridges = facts['guest.containers'].some(
      ({ running, networkMode }) => running && networkMode !== 'host' && networkMode !== 'none',
    );
    if (!onBridges) return 'notApplicable';
    const settings = facts['guest.kernelSettings'];
    const whole = settings[SETTING];
    if (whole === undefined) return { unknown: say('{setting} was not read.', { setting: SETTING }) };
    const evidence = (setting: string) =>
      [{ fact: 'guest.kernelSettings', path: `/${setting}`, observed: '0', expected: '1' }] as const;
    // Writing ip_forward writes every interface's own; what is written there afterwards holds (ip-sysctl).
    if (whole === '0') {
      const data = { setting: SETTING, search: searchFor('ip_forward') };
      report({ message: 'off', target: SETTING, data, evidence: evidence(SETTING) });
      return undefined;
    }
    const devices = containerDevices(
      facts['guest.containers'],
      facts['guest.interfaces'],
      facts['guest.containerNetworks'],
    );
    for (const { device, whom } of devices.filter((one) => settings[settingOf(one.device)] === '0')) {
      const setting = settingOf(device);
      const mend = inGuest(`sudo sysctl -w ${shell(setting)}=1`);
      const data = { device, setting, whom, mend, search: searchFor('forwarding') };
      report({ message: 'offHere', target: device, data, evidence: evidence(setting) });
    }
    return undefined;
  },
});
