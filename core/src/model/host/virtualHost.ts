import type { FactValues } from '../../facts/facts.js';

export type Platform = 'azure' | 'hyperv' | 'vmware' | 'virtualbox' | 'other';

const signs: readonly { readonly platform: Platform; readonly pattern: RegExp }[] = [
  { platform: 'hyperv', pattern: /microsoft corporation virtual machine/i },
  { platform: 'vmware', pattern: /vmware/i },
  { platform: 'virtualbox', pattern: /virtualbox|innotek/i },
  {
    platform: 'other',
    pattern: /qemu|kvm|xen|parallels|nutanix|google compute engine|amazon ec2|openstack|bochs|ovirt|red hat/i,
  },
];

/** What the machine is called by who made it. */
export const machineName = ({
  manufacturer,
  model,
}: Pick<FactValues['host.system'], 'manufacturer' | 'model'>): string => `${manufacturer ?? ''} ${model ?? ''}`.trim();

/** What the host itself runs on, where it is a virtual machine; null on hardware, and where nothing tells. */
export const virtualHost = (system: FactValues['host.system']): Platform | null =>
  signs.find(({ pattern }) => pattern.test(machineName(system)))?.platform ?? null;

/** Azure's own address for DHCP, DNS and health; every Azure VM has it and nobody else (Microsoft: "What is IP address 168.63.129.16?"). */
const AZURE = '168.63.129.16';

type Surroundings = {
  readonly [K in 'host.dnsServers' | 'host.routes']: FactValues[K] | undefined;
};

/** Azure calls itself what Hyper-V does, and allows less: what is around the host tells them apart. */
export const platformOf = (system: FactValues['host.system'], around: Surroundings): Platform | null => {
  const platform = virtualHost(system);
  const inAzure =
    system.azure === true ||
    around['host.dnsServers']?.some(({ servers }) => servers.includes(AZURE)) === true ||
    around['host.routes']?.some(({ destination }) => destination === `${AZURE}/32`) === true;
  return platform === 'hyperv' && inAzure ? 'azure' : platform;
};
