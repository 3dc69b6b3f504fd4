import { HUB_PORTS } from '../../model/firewall/edgeHub.js';
import type { FactValues } from '../../facts/facts.js';
import {
  offeredPorts,
  passageOf,
  staysAtVm,
  type OfferedPort,
  type Passage,
} from '../../model/firewall/offeredPort.js';
import type { Profile, ProfilePort } from '../../model/profile.js';
import type { World } from '../../model/netfilter/world.js';
import { type JudgedPort, NOBODYS_PORT } from '../../model/firewall/judgedPort.js';

/** The guide's own inbound rows: what IoT Edge speaks with TLS, and what it does not support. All are blocked unless needed. */
const GUIDE_PORTS: readonly ProfilePort[] = [8883, 5671, 443, 1883, 5672, 80].map((port) => ({
  port,
  protocol: 'tcp',
}));

type Containers = FactValues['guest.containers'];

const isAmong = (list: readonly ProfilePort[] | undefined, { port, protocol }: ProfilePort): boolean =>
  (list ?? []).some((one) => one.port === port && one.protocol === protocol);

/** The port with the module that offers it; an empty name where none does. */
const named = (containers: Containers, { port, protocol }: ProfilePort): OfferedPort =>
  offeredPorts(containers).find((one) => isAmong([one], { port, protocol })) ?? {
    module: '',
    port,
    protocol,
  };

const passageIn = (world: World, port: OfferedPort): Passage => passageOf(world, port, undefined);

/** Whether the firewall keeps anything out at all: NF015 reports one that does not. */
export const keepsOut = (world: World): boolean =>
  passageIn(world, { module: '', protocol: 'tcp', port: NOBODYS_PORT }).kind === 'closed';

/** What nobody offers is let in by a rule of INPUT alone: a translation leads to a container, whatever the list of them says. */
export const isOpenPort = ({ offered, passage }: JudgedPort): boolean =>
  passage.kind === 'open' && (offered.module !== '' || passage.arrival === null || staysAtVm(passage));

/** What becomes of the guide's ports of which the profile does not speak: of those NF019 and NF020 do. */
export const judgeGuidePorts = (
  world: World,
  containers: Containers,
  profile: Profile | undefined,
): readonly JudgedPort[] =>
  GUIDE_PORTS.filter((port) => !isAmong(profile?.inboundPorts, port) && !isAmong(profile?.closedPorts, port))
    .map((port) => named(containers, port))
    .map((offered) => ({ offered, passage: passageIn(world, offered) }));

const GATEWAY_PORTS: readonly ProfilePort[] = HUB_PORTS.map((port) => ({ port, protocol: 'tcp' }));

interface UnwantedPort extends OfferedPort {
  readonly message: 'open' | 'noGateway';
}

/** What the profile wants closed, in words or by its role. */
export const unwantedPorts = (profile: Profile | undefined): readonly UnwantedPort[] => {
  const { closedPorts = [], inboundPorts = [], gateway } = profile ?? {};
  const byRole = GATEWAY_PORTS.filter((port) => gateway === false && !isAmong([...closedPorts, ...inboundPorts], port));
  return [
    ...closedPorts.map((port) => ({ module: '', ...port, message: 'open' as const })),
    ...byRole.map((port) => ({ module: '', ...port, message: 'noGateway' as const })),
  ];
};
