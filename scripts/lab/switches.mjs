// @ts-check
import { lan } from './addresses.mjs';

/**
 * The switches that EFLOW knows (how-to-configure-iot-edge-for-linux-on-windows-networking): on a client the Default Switch,
 * DHCP only; on a server Internal, with a NAT that the administrator makes; External on either.
 *
 * @typedef {object} SwitchKind
 * @property {string} switchName
 * @property {string} switchId
 * @property {'Internal' | 'External'} switchType   as Get-VMSwitch says it; the Default Switch is an Internal one
 * @property {string} hostInterface                 the Windows host's own adapter on this switch
 * @property {string} hostAddress                   the address of that adapter
 * @property {string} gateway                       what the guest's default route points at
 * @property {number} prefixLength
 * @property {string} [natNetwork]                  what the host translates, if it does
 * @property {string} [dhcpRange]                   what the host hands out, if it does
 * @property {{ address: string, dns: string }} [staticGuest]
 * @property {{ address: string, dns: string }} [staticControl]
 */

/** @type {Record<'default' | 'internal' | 'external', SwitchKind>} */
export const switchKinds = {
  default: {
    switchName: 'Default Switch',
    // The Default Switch has the same id on every Windows (microsoft/WSL#8213).
    switchId: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444',
    switchType: 'Internal',
    hostInterface: 'vEthernet',
    hostAddress: '172.27.112.1',
    gateway: '172.27.112.1',
    prefixLength: 20,
    natNetwork: '172.27.112.0/20',
    dhcpRange: '172.27.112.100,172.27.127.250',
  },
  internal: {
    switchName: 'EFLOW-Internal',
    switchId: '0f2f5b9e-6d1c-4c5e-9b5d-2f7a52a3f001',
    switchType: 'Internal',
    hostInterface: 'vEthernet',
    hostAddress: '172.20.0.1',
    gateway: '172.20.0.1',
    prefixLength: 24,
    natNetwork: '172.20.0.0/24',
    staticGuest: { address: '172.20.0.10', dns: lan.gateway },
    staticControl: { address: '172.20.0.11', dns: lan.gateway },
  },
  external: {
    switchName: 'EFLOW-External',
    switchId: '0f2f5b9e-6d1c-4c5e-9b5d-2f7a52a3f002',
    switchType: 'External',
    hostInterface: 'vEthernet',
    hostAddress: lan.host,
    gateway: lan.gateway,
    prefixLength: lan.prefixLength,
  },
};

/** @typedef {keyof typeof switchKinds} SwitchName */

/** @param {string} name @returns {name is SwitchName} */
export function isSwitchName(name) {
  return Object.hasOwn(switchKinds, name);
}
