const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Files that systemd, Mariner and EFLOW bring. */
const stockFiles = setOf(`
  99-dhcp-en.network 50-static-en.network 10-eflow.network 80-6rd-tunnel.network 80-auto-link-local.network.example
  80-container-host0.network 80-container-vb.network 80-container-ve.network 80-container-vz.network 80-ethernet.network.example
  80-vm-vt.network 80-wifi-adhoc.network 80-wifi-ap.network.example 80-wifi-station.network.example 99-default.link
  73-usb-net-by-mac.link 80-vm-vt.link 80-container-ve.link 80-container-vb.link 80-container-vz.link
`);

/** Names that everybody's devices have: of IoT Edge, of the engine, of interfaces. */
export const publicWords = setOf(`
  localhost ip6-localhost ip6-loopback edgeAgent edgeHub azure-iot-edge azureiotedge-agent azureiotedge-hub
  azureiotedge-diagnostics azureiotedge-api-proxy azureiotedge iotedge opc-publisher lo e en eth ens enp eno br veth docker docker_gwbridge wlan wl
  bridge host none default
`);

/** Names below which everything is public. */
const publicDomains = [
  'microsoft.com',
  'windows.com',
  'azure.com',
  'aka.ms',
  'docker.io',
  'docker.com',
  'ntp.org',
  'ubuntu.com',
  'debian.org',
  'dns.google',
  'cloudflare-dns.com',
  'one.one.one.one',
  'dns.quad9.net',
];

/** Names of which the part in front is a customer's; the rest is as public as `com`. */
const publicEndings = [
  'privatelink.azure-devices.net',
  'azure-devices.net',
  'privatelink.azure-devices-provisioning.net',
  'azure-devices-provisioning.net',
  'privatelink.azure-devices.us',
  'azure-devices.us',
  'privatelink.azure-devices-provisioning.us',
  'azure-devices-provisioning.us',
  'privatelink.azure-devices.cn',
  'azure-devices.cn',
  'privatelink.azure-devices-provisioning.cn',
  'azure-devices-provisioning.cn',
  'privatelink.azurecr.io',
  'privatelink.azurecr.us',
  'privatelink.azurecr.cn',
  'azurecr.io',
  'azurecr.us',
  'azurecr.cn',
  'blob.core.windows.net',
  'blob.core.usgovcloudapi.net',
  'blob.core.chinacloudapi.cn',
  'cloudapp.azure.com',
  'internal.cloudapp.net',
  'cloudapp.net',
  'mshome.net',
  'svc.cluster.local',
  'in-addr.arpa',
  'ip6.arpa',
  ...'com net org io edu gov int info dev app cloud eu us uk de fr it es nl be ch at se no dk fi pl cz hu ro pt gr ie ca mx br'.split(
    ' ',
  ),
  ...'jp cn kr in au nz za tr ru ua il ae sg local lan home internal corp intra intranet arpa localdomain test example'.split(
    ' ',
  ),
];

const endsWith = (name: string, ending: string): boolean => name === ending || name.endsWith(`.${ending}`);

const publicHosts = setOf(
  'global.azure-devices-provisioning.net global.azure-devices-provisioning.us global.azure-devices-provisioning.cn mcr.azure.cn mshome.net',
);

/** Where the public part of a dotted name begins: 0 where all of it is, its length where nothing is. */
export const publicFrom = (dotted: string): number => {
  const name = dotted.toLowerCase();
  if (publicHosts.has(name)) return 0;
  const ending = publicEndings.find((one) => name.endsWith(`.${one}`));
  if (ending === 'cloudapp.azure.com') return name.length - ending.length;
  if (publicDomains.some((domain) => endsWith(name, domain))) return 0;
  return ending === undefined ? name.length : name.length - ending.length;
};

/** The kernel's, systemd's and the engine's own names for interfaces, with the index that makes them. */
const publicInterface =
  /^(?:(?:eth|docker|wlan|wwan|tun|tap|wg|bond|dummy|ifb|sit|virbr|cni|vlan|usb|ppp|host|if|v|br)\d{1,4}|(?:en|wl|ww)(?:o\d{1,4}|(?:p\d{1,4})?s\d{1,4}(?:f\d{1,4})?(?:d\d{1,4})?))$/;

export const isPublicInterface = (name: string): boolean => publicInterface.test(name);

/** Many name a file after the interface that it is for. */
export const isPublicFile = (name: string): boolean => {
  const [, own] = /^(?:\d{1,4}-)?([\w-]{1,16})\.(?:network|netdev|link|conf)$/.exec(name) ?? [];
  return stockFiles.has(name) || (own !== undefined && isPublicInterface(own));
};
