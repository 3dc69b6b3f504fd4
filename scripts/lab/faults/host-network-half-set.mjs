// @ts-check
import { asRoot, editGuestFile } from '../fault-steps.mjs';

/** @typedef {{ Name: string, State: { Status: string, Running: boolean }, HostConfig: { NetworkMode: string }, NetworkSettings: { Networks: Record<string, object> } }} ContainerDocument */

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'host-network-half-set',
  about:
    'a module has NetworkMode host and no EndpointsConfig.host: it is put on azure-iot-edge too and does not start (Azure/iotedge#1840)',
  expects: 'the create options of opcPublisher set the host network in one of two places only',
  finds: 'MOD001',
  async inject(lab) {
    editGuestFile(lab, 'var/lib/docker/stand-in/containers.json', (text) => {
      /** @type {ContainerDocument[]} */ const all = JSON.parse(text);
      for (const one of all.filter((container) => container.HostConfig.NetworkMode === 'host')) {
        one.NetworkSettings.Networks = { 'azure-iot-edge': one.NetworkSettings.Networks['host'] ?? {} };
        one.State = { ...one.State, Status: 'created', Running: false };
      }
      return JSON.stringify(all, null, 1);
    });
    await asRoot(lab, 'systemctl restart docker.service');
  },
};
