// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} LabOptions
 * @property {import('./switches.mjs').SwitchName} switch
 * @property {'mariner2' | 'azurelinux3'} os
 * @property {'nft' | 'legacy'} backEnd
 * @property {string[]} without                 programs that the guest's image lacks
 * @property {'Amqp' | 'AmqpWs' | 'Mqtt' | 'MqttWs'} protocol
 *
 * @typedef {object} GuestState
 * @property {number} initPid                   the guest's process 1, as this machine sees it; 0 when it is off
 * @property {string} rootPath                  the guest's root as this machine sees it; empty when it is off
 * @property {string} macAddress
 * @property {string} hostName
 * @property {string} userName
 * @property {'Running' | 'Off' | 'None'} power
 * @property {string} interfaceName
 * @property {string} [address]                 a static address, where it was given one
 *
 * @typedef {object} HostState
 * @property {string} namespace                 a path for `nsenter --net=`
 * @property {string} hostName
 * @property {string} switchKind                default, internal or external
 * @property {string} switchName
 * @property {string} switchId
 * @property {string} switchType                Internal or External
 * @property {string} hostInterface             the Linux name of the host's adapter on the switch
 * @property {string} hostAddress               the host's own address on the switch
 * @property {string} gatewayAddress            the guest's gateway
 * @property {number} prefixLength
 * @property {string} natNetwork                empty where the host translates nothing
 * @property {string} uplinkName                the Linux name of the host's adapter on the LAN
 * @property {string} uplinkAddress
 * @property {string} uplinkGateway
 * @property {string[]} dnsServers
 *
 * @typedef {object} LabState
 * @property {string} name
 * @property {LabOptions} options
 * @property {GuestState} guest
 * @property {GuestState} control
 * @property {HostState} host
 * @property {Record<string, string>} namespaces
 * @property {Record<string, string>} cloudNames
 * @property {string} neighbourAddress
 * @property {string} stateFolder
 * @property {string} repoRoot
 * @property {string} caBundle                  certificates that the guest trusts, the cloud's among them
 * @property {{ startGuest: string[], stopGuest: string[] }} commands
 */

/** @param {string} file @param {string} text a reader never sees half of it */
export function writeWhole(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

/** @param {string} folder @returns {LabState | undefined} */
export function readState(folder) {
  const file = path.join(folder, 'state.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** @param {LabState} state */
export function writeState(state) {
  writeWhole(path.join(state.stateFolder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
}
