// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { proxyPort } from '../addresses.mjs';
import { asRoot, guestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'proxy-half-set',
  about: "the engine goes through a proxy, IoT Edge's own services do not",
  expects: 'the proxy is set for the container engine and not for edgeAgent, aziot-edged and aziot-identityd',
  finds: 'PX001',
  async inject(lab) {
    const folder = 'etc/systemd/system/docker.service.d';
    mkdirSync(guestFile(lab, folder), { recursive: true });
    writeFileSync(
      guestFile(lab, `${folder}/proxy.conf`),
      `[Service]\nEnvironment="HTTPS_PROXY=http://operator:lab-canary-secret-3@proxy.contoso.com:${proxyPort}"\n`,
    );
    await asRoot(lab, 'systemctl daemon-reload');
  },
};
