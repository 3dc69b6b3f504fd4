import type { FactValues } from '../facts/facts.js';

export type Platform = 'hyperv' | 'vmware' | 'virtualbox' | 'other';

const signs: readonly { readonly platform: Platform; readonly pattern: RegExp }[] = [
  { platform: 'hyperv', pattern: /microsoft corporation virtual machine/i },
  { platform: 'vmware', pattern: /vmware/i },
  { platform: 'virtualbox', pattern: /virtualbox|innotek/i },
  {
    platform: 'other',
    pattern: /qemu|kvm|xen|parallels|nutanix|google compute engine|amazon ec2|openstack|bochs|ovirt|red hat/i,
  },
];

/** What the host itself runs on, where it is a virtual machine; null on hardware, and where nothing tells. */
export const virtualHost = ({ manufacturer, model }: FactValues['host.system']): Platform | null => {
  const words = `${manufacturer ?? ''} ${model ?? ''}`;
  return signs.find(({ pattern }) => pattern.test(words))?.platform ?? null;
};
