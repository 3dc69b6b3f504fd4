// @ts-check
import { bootWithLinkFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'name-not-routed',
  about:
    'the only link is given a routing domain (~contoso.com): the resolver asks its server for nothing else, though the server knows it',
  expects: 'the resolver asks no server for the hub',
  finds: 'DNS021',
  restarts: true,
  async inject(lab) {
    await bootWithLinkFile(lab, (text) => text.replace('DHCP=yes', 'DHCP=yes\nDomains=~contoso.com'));
  },
};
