/** Protocols that the walk has nothing to say of, as rules name them (/etc/protocols): a packet of another one does not fit. */
const OTHERS: Readonly<Record<string, number>> = {
  ...{ igmp: 2, ggp: 3, ipencap: 4, st: 5, egp: 8, igp: 9, pup: 12, hmp: 20, 'xns-idp': 22, rdp: 27, 'iso-tp4': 29 },
  ...{ xtp: 36, ddp: 37, 'idpr-cmtp': 38, ipv6: 41, 'ipv6-route': 43, 'ipv6-frag': 44, idrp: 45, rsvp: 46, skip: 57 },
  ...{ 'ipv6-nonxt': 59, 'ipv6-opts': 60, rspf: 73, vmtp: 81, eigrp: 88, ospf: 89, 'ax.25': 93, ipip: 94 },
  ...{ etherip: 97, encap: 98, pim: 103, ipcomp: 108, vrrp: 112, l2tp: 115, isis: 124, fc: 133 },
  ...{ 'mobility-header': 135, 'mpls-in-ip': 137, manet: 138, hip: 139, shim6: 140, wesp: 141, rohc: 142 },
};

export const otherProtocol = (name: string): number | null =>
  Object.hasOwn(OTHERS, name) ? (OTHERS[name] ?? null) : null;
