/** The names under which each of Microsoft's clouds has its services (Microsoft: "Azure Government", "Azure in China": endpoints). */
interface Cloud {
  readonly hub: string;
  readonly provisioning: string;
  readonly registry: string;
  /** Where its registries keep the layers of images. */
  readonly storage: string;
}

/** Azure Germany (`azure-devices.de`) is closed since October 2021, and had no provisioning service. */
const clouds: readonly Cloud[] = [
  {
    hub: 'azure-devices.net',
    provisioning: 'azure-devices-provisioning.net',
    registry: 'azurecr.io',
    storage: 'blob.core.windows.net',
  },
  {
    hub: 'azure-devices.us',
    provisioning: 'azure-devices-provisioning.us',
    registry: 'azurecr.us',
    storage: 'blob.core.usgovcloudapi.net',
  },
  {
    hub: 'azure-devices.cn',
    provisioning: 'azure-devices-provisioning.cn',
    registry: 'azurecr.cn',
    storage: 'blob.core.chinacloudapi.cn',
  },
];

/** Microsoft's own registry, and its cache in China (Microsoft: "MCR client firewall rules"); images come from `*.data.` below each. */
const microsoftsRegistries: readonly string[] = ['mcr.microsoft.com', 'mcr.azure.cn'];

const isUnder = (host: string, domain: string): boolean => host.toLowerCase().endsWith(`.${domain}`);

/** Whether it is a hub, a provisioning service or a registry in one of Microsoft's clouds. */
export const isInCloud = (host: string): boolean =>
  microsoftsRegistries.includes(host.toLowerCase()) ||
  clouds.some(({ hub, provisioning, registry }) =>
    [hub, provisioning, registry].some((domain) => isUnder(host, domain)),
  );

/** The host, and where it sends its callers on for the rest: what must be open with it. */
export const withItsStorage = (host: string): readonly string[] => {
  if (microsoftsRegistries.includes(host.toLowerCase())) return [host, `*.data.${host.toLowerCase()}`];
  const cloud = clouds.find(({ registry }) => isUnder(host, registry));
  return cloud === undefined ? [host] : [host, `*.${cloud.storage}`];
};
