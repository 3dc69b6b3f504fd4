// @ts-check
import { asRoot, atRouter } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'clock-off',
  about: "the guest's clock is two hours behind (a stand-in for date: no clock is set)",
  expects: "the guest's clock is off",
  finds: 'NTP001',
  async inject(lab) {
    const stand = '/run/date-stand-in';
    const commands = [
      `mkdir ${stand}`,
      `cp /usr/bin/date ${stand}/date`,
      `printf '#!/bin/sh\\nexec ${stand}/date --date="2 hours ago" "$@"\\n' > ${stand}/late`,
      `chmod 755 ${stand}/late`,
      `mount --bind ${stand}/late /usr/bin/date`,
      'systemctl restart systemd-timesyncd.service',
    ];
    // A clock that is wrong and stays so is one that nobody tells the time.
    await atRouter(lab, ['-A FORWARD -p udp -m udp --dport 123 -j DROP']);
    await asRoot(lab, commands.join(' && '));
  },
};
