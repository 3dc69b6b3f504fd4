// @ts-check
import { startCloudServices } from '../network.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'tls-other-issuer',
  about: 'a proxy inspects TLS: the hub shows a certificate of an issuer that the guest does not trust',
  expects: "the hub's certificate was issued by a stranger",
  finds: 'TLS001',
  async inject(lab) {
    await startCloudServices(lab.folder, 'inspected');
  },
};
