import type { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import type { FactId, FactValues } from '../facts/facts.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { bootBackEnd } from '../model/firewall/bootBackEnd.js';
import { contains, lastOf, prefixOf, toDotted } from '../ipv4.js';
import type { Span } from '../model/netfilter/packet.js';
import type { BackEndName, World } from '../model/netfilter/world.js';
import { worldFacts, worldOf, type WorldFacts } from '../model/netfilter/worldOf.js';
import { savedFileFaults } from '../model/firewall/savedFile.js';
import { eflowSwitchKind } from '../model/host/switchKind.js';
import { cardSubnets, mainAddress, primary } from '../model/address/vmInterface.js';
import { nameFacts, type NameFacts } from './names.js';
import { say } from '../texts/say.js';

/** A snapshot as far as a trace needs it. */
export interface Site {
  readonly world: World;
  readonly facts: NameFacts;
  /** The VM's address on the switch. */
  readonly address: string | null;
  /** The LAN, where the host stands between it and the VM and translates; null where the VM is on the LAN itself. */
  readonly lanBehindHost: Span | null;
  /** The back end that the plain `iptables` works on. */
  readonly plain: BackEndName;
  /** The world as the next start makes it; null where the saved rules do not load, or nobody knows them. */
  readonly later: World | null;
  /** Why the saved rules do not load; null where they do, or nobody knows them. */
  readonly savedFault: { readonly path: string; readonly why: string } | null;
}

type Present<K extends FactId> = { readonly [P in K]?: FactValues[P] | undefined };

const present = <const K extends readonly FactId[]>(facts: FactTable, ids: K): Present<K[number]> =>
  Object.fromEntries(ids.map((id) => [id, facts[id].ok ? facts[id].value : undefined])) as Present<K[number]>;

/** Without these nothing can be said about any packet. */
const needed = ['guest.interfaces', 'guest.routes'] as const;

const assertThere = (facts: FactTable): void => {
  for (const id of needed) {
    const state = facts[id];
    if (!state.ok)
      throw new CoreFault(
        'TraceFactMissing',
        say('No packet can be walked without {fact}: {reason}', { fact: id, reason: state.reason }),
        id,
      );
  }
};

const lanBehind = (
  facts: Present<'host.switches' | 'host.vmNetwork' | 'host.addresses' | 'guest.interfaces'>,
): Span | null => {
  const kind = eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  if (kind !== 'default' && kind !== 'internal') return null;
  const near = cardSubnets(facts['guest.interfaces'] ?? []);
  const far = (facts['host.addresses'] ?? [])
    .filter(
      ({ address, interfaceAlias }) => !/^127\.|^169\.254\./.test(address) && !interfaceAlias.startsWith('vEthernet'),
    )
    .flatMap(({ address, prefixLength }) => prefixOf(address, prefixLength) ?? [])
    .find((prefix) => !near.some((one) => contains(one, toDotted(prefix.network))));
  return far === undefined ? null : [far.network + 1, lastOf(far) - 1];
};

const hasRules = ({ backEnds }: World, name: BackEndName): boolean =>
  backEnds.some((one) => one.name === name && one.ruleset.tables.length > 0);

const plainBackEnd = (world: World, tool: FactValues['guest.iptablesVersion'] | undefined): BackEndName => {
  if (tool?.backEnd != null) return tool.backEnd;
  return hasRules(world, 'nft') && !hasRules(world, 'legacy') ? 'nft' : 'legacy';
};

const savedFaultOf = (
  saved: FactValues['guest.ip4save'] | undefined,
  tool: FactValues['guest.iptablesVersion'] | undefined,
): Site['savedFault'] => {
  // Where it is not known what loads the file, it is not held to the ways of one program.
  const why = saved == null ? undefined : savedFileFaults(saved, tool === undefined ? 'nft' : bootBackEnd(tool))[0];
  return saved == null || why === undefined ? null : { path: saved.path, why };
};

/** @throws CoreFault TraceFactMissing */
export const siteOf = (snapshot: Snapshot): Site => {
  const table = readFacts(snapshot);
  assertThere(table);
  const facts: WorldFacts = present(table, worldFacts);
  const world = worldOf(facts);
  const { 'guest.iptablesVersion': tool, 'guest.ip4save': saved } = present(table, [
    'guest.iptablesVersion',
    'guest.ip4save',
  ]);
  const card = primary(facts['guest.interfaces'] ?? []);
  const savedFault = savedFaultOf(saved, tool);
  const isLoaded = saved != null && tool !== undefined && savedFault === null;
  return {
    world,
    facts: present(table, nameFacts),
    address: card === null ? null : (mainAddress(card)?.address ?? null),
    lanBehindHost: lanBehind(present(table, ['host.switches', 'host.vmNetwork', 'host.addresses', 'guest.interfaces'])),
    plain: plainBackEnd(world, tool),
    later: isLoaded ? afterStart(world, saved, bootBackEnd(tool)) : null,
    savedFault,
  };
};
