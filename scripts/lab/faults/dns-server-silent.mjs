// @ts-check
import { dropAtHost } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'dns-server-silent',
  about: 'the switch does not answer DNS: the host drops port 53 from the switch',
  expects: 'the configured DNS server does not answer',
  finds: 'DNS002',
  async inject(lab) {
    await dropAtHost(
      lab,
      ['udp', 'tcp'].map((protocol) => `-p ${protocol} -m ${protocol} --dport 53`),
    );
  },
};
