// @ts-check
/** All addresses and names of the lab. Its namespaces have no way out, so documentation ranges and public servers can be played. */

export const lan = {
  gateway: '192.168.50.1',
  prefixLength: 24,
  network: '192.168.50.0/24',
  host: '192.168.50.20',
  neighbour: '192.168.50.30',
  dhcpRange: '192.168.50.100,192.168.50.150',
};

export const wan = { router: '203.0.113.1', prefixLength: 24 };

export const hubName = 'contoso-hub.azure-devices.net';

/** Name -> address, as the LAN's DNS answers. */
export const cloudNames = {
  [hubName]: '203.0.113.10',
  'global.azure-devices-provisioning.net': '203.0.113.11',
  'mcr.microsoft.com': '203.0.113.12',
  'eastus.data.mcr.microsoft.com': '203.0.113.12',
  'contosoregistry.azurecr.io': '203.0.113.13',
  'time.windows.com': '203.0.113.20',
  'pool.ntp.org': '203.0.113.20',
  'aka.ms': '203.0.113.21',
  'proxy.contoso.com': '203.0.113.30',
  'dns.google': '8.8.8.8',
};

export const hubAddress = cloudNames[hubName];

/** Public resolvers that the cloud plays. */
export const publicDns = ['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1'];

export const tlsPorts = [443, 5671, 8883];

export const proxyPort = 3128;

export const hostName = 'DESKTOP-CONTOSO';
export const guestHostName = 'DESKTOP-CONTOSO-EFLOW';
export const controlHostName = 'control';

/** Hyper-V's own prefix (00:15:5d), as in Microsoft's samples of Get-EflowVmAddr. */
export const macAddresses = {
  host: '00:15:5d:4e:15:01',
  vm: '00:15:5d:4e:15:2c',
  control: '00:15:5d:4e:15:2d',
  neighbour: '00:15:5d:4e:15:30',
  hostUplink: '3c:52:82:4e:15:20',
  lanRouter: '00:1a:2b:4e:15:01',
};
