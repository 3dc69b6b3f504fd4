import type { Finding } from '../../contract/finding.js';
import { CoreFault } from '../../engine/coreFault.js';
import type { AnyRule } from '../../engine/rule.js';
import type { FactId, FactValues } from '../../facts/facts.js';
import type { FactTable } from '../../facts/readFacts.js';
import { say } from '../../texts/say.js';
import type { HostNeighbour } from '../item.js';
import { isIpv4 } from '../../ipv4.js';
import { isDefaultSwitch } from './switchKind.js';

/** What Deploy-Eflow is to be called with, as far as the network rests on it. Empty and null: not given. */
export interface Deployment {
  readonly switchName: string | null;
  readonly switchType: 'Internal' | 'External' | null;
  readonly address: string | null;
  readonly gateway: string | null;
  readonly prefixLength: number | null;
  readonly dnsServers: readonly string[];
}

type Given = Readonly<Record<string, string | number | readonly string[] | null>>;

const notValid = (name: string, value: string): CoreFault =>
  new CoreFault(
    'DeploymentNotValid',
    say('The deployment is not valid: {name} cannot be {value}.', { name, value: JSON.stringify(value) }),
    name,
  );

const textOf = (given: Given, name: string): string | null => {
  const value = Object.entries(given).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? null : text;
};

const addressOf = (given: Given, name: string): string | null => {
  const text = textOf(given, name);
  if (text !== null && !isIpv4(text)) throw notValid(name, text);
  return text;
};

const lengthOf = (given: Given, name: string): number | null => {
  const text = textOf(given, name);
  if (text !== null && !/^\d{1,3}$/.test(text)) throw notValid(name, text);
  return text === null ? null : Number(text);
};

const typeOf = (given: Given, name: string): Deployment['switchType'] => {
  const text = textOf(given, name);
  const known = (['Internal', 'External'] as const).find((type) => type.toLowerCase() === text?.toLowerCase());
  if (text !== null && known === undefined) throw notValid(name, text);
  return known ?? null;
};

/** @throws CoreFault DeploymentNotValid where a value is of no form that Deploy-Eflow takes */
export const readDeployment = (given: Given): Deployment => {
  const servers = Object.entries(given).find(([key]) => key.toLowerCase() === 'dnsservers')?.[1];
  const dnsServers = Array.isArray(servers) ? (servers as readonly string[]) : [];
  const odd = dnsServers.find((server) => !isIpv4(server));
  if (odd !== undefined) throw notValid('dnsServers', odd);
  const [switchName, switchType] = [textOf(given, 'vSwitchName'), typeOf(given, 'vSwitchType')];
  if (switchName === null && switchType !== null) throw notValid('vSwitchName', '');
  if (switchName !== null && switchType === null) throw notValid('vSwitchType', '');
  return {
    switchName,
    switchType,
    address: addressOf(given, 'ip4Address'),
    gateway: addressOf(given, 'ip4GatewayAddress'),
    prefixLength: lengthOf(given, 'ip4PrefixLength'),
    dnsServers,
  };
};

/** Hyper-V's own: whichever the VM will get, no other machine has it. */
const PLANNED_MAC = '00:15:5d:00:00:00';

const isFixed = ({ address, gateway, prefixLength }: Deployment): boolean =>
  address !== null || gateway !== null || prefixLength !== null;

const valueOf = <K extends FactId>(facts: FactTable, id: K): FactValues[K] | undefined => {
  const state = facts[id];
  return state.ok ? state.value : undefined;
};

const switchOf = (facts: FactTable, { switchName, switchType }: Deployment): FactValues['host.vmNetwork'][number] => {
  const standard = valueOf(facts, 'host.switches')?.find(isDefaultSwitch)?.name ?? 'Default Switch';
  return { name: switchName ?? standard, allocation: null, cidr: null, type: switchType ?? 'ICS' };
};

const card = (address: string, prefixLength: number): FactValues['guest.interfaces'][number] => ({
  name: 'eth0',
  index: 2,
  up: true,
  carrier: true,
  mtu: 1500,
  mac: PLANNED_MAC,
  kind: null,
  master: null,
  peerNamespace: false,
  addresses: [{ family: 'inet', address, prefixLength, scope: 'global', dynamic: false }],
});

const resolver = (servers: readonly string[]): FactValues['guest.resolver'] => ({
  global: {
    servers: [],
    fallbackServers: [],
    currentServer: null,
    domains: [],
    mode: 'stub',
    dnssec: null,
    dnsOverTls: null,
  },
  links: [
    {
      index: 2,
      name: 'eth0',
      servers: [...servers],
      currentServer: null,
      domains: [],
      defaultRoute: true,
      dnssec: null,
      dnsOverTls: null,
      scopes: ['DNS'],
    },
  ],
});

type Planned = { readonly [K in FactId]?: FactValues[K] };

/** A VM that is there already goes with the deployment: its own entry is nobody else's. */
const othersOf = (facts: FactTable, { address }: Deployment): readonly HostNeighbour[] | undefined => {
  const isOld = ({ address: seen, mac }: HostNeighbour): boolean =>
    seen === address && mac !== null && mac.startsWith('00:15:5d') && valueOf(facts, 'host.eflow')?.vmDeployed === true;
  return valueOf(facts, 'host.neighbours')?.filter((one) => !isOld(one));
};

const planned = (facts: FactTable, deployment: Deployment): Planned => {
  const { address, gateway, prefixLength, dnsServers } = deployment;
  const fixed = isFixed(deployment);
  const network = { ...switchOf(facts, deployment), allocation: fixed ? 'Static' : 'Dynamic' };
  const name = `${valueOf(facts, 'host.system')?.computerName ?? 'VM'}-EFLOWInterface`;
  const eflow = valueOf(facts, 'host.eflow');
  const neighbours = othersOf(facts, deployment);
  return {
    'host.vmNetwork': [network],
    'host.vmEndpoint': [
      {
        name,
        mac: null,
        health: null,
        address,
        prefixLength,
        gateway,
        allocation: network.allocation,
        subnet: network.name,
        guestInterface: 'eth0',
      },
    ],
    ...(neighbours === undefined ? {} : { 'host.neighbours': [...neighbours] }),
    ...(eflow === undefined ? {} : { 'host.eflow': { ...eflow, vmDeployed: true } }),
    ...(address === null || prefixLength === null ? {} : { 'guest.interfaces': [card(address, prefixLength)] }),
    ...(fixed ? { 'guest.resolver': resolver(dnsServers) } : {}),
  };
};

/** What tells of the VM that is there now, if there is one. */
const ofPresentVm: readonly string[] = ['host.vmAddress', 'host.vmName', 'host.virtualMachines', 'host.hostsIcs'];

/** The host as it is, with the VM as it would be: nothing else is known of that one. */
export const plannedFacts = (facts: FactTable, deployment: Deployment): FactTable => {
  const missing = { ok: false, reason: say('The VM is not deployed yet.') } as const;
  const own = planned(facts, deployment);
  return Object.fromEntries(
    Object.entries(facts).map(([id, state]): [string, unknown] => {
      const value = own[id as FactId];
      if (value !== undefined) return [id, { ok: true, value }];
      return [id, id.startsWith('guest.') || ofPresentVm.includes(id) ? missing : state];
    }),
  ) as unknown as FactTable;
};

/** What a running VM alone can show is not asked before there is one. */
export const canJudgePlan =
  (facts: FactTable) =>
  ({ requires }: AnyRule): boolean =>
    requires.every((id) => facts[id].ok || (id.startsWith('host.') && !ofPresentVm.includes(id)));

const fromDeployment: readonly string[] = ['host.vmNetwork', 'host.vmEndpoint', 'guest.interfaces', 'guest.resolver'];

/** Says where the values come from, and that nothing is lost yet. */
export const asPlanned = (finding: Finding): Finding => ({
  ...finding,
  evidence: finding.evidence.map((one) =>
    fromDeployment.includes(one.fact) ? { ...one, fact: 'deployment.parameters' } : one,
  ),
  remedy: finding.remedy.map((step) =>
    step.command?.startsWith('Deploy-Eflow ') === true
      ? { ...step, text: say('Deploy with values that fit; an address that was not seen in use may still be in use.') }
      : step,
  ),
});
