// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'dnat-missing',
  about: 'the DNAT rule of the published port 8883 is gone (Azure/iotedge#7220)',
  expects: 'edgeHub publishes port 8883 and no DNAT rule takes it there',
  finds: 'NF003',
  async inject(lab) {
    const rule = (await asRoot(lab, 'iptables -w -t nat -S DOCKER'))
      .split('\n')
      .find((line) => / --dport 8883 /.test(line));
    if (rule === undefined) throw new Error('there is no DNAT rule for port 8883');
    await asRoot(lab, `iptables -w -t nat ${rule.replace('-A', '-D')}`);
  },
};
