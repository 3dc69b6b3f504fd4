import type { ReportedEvidence } from '../../engine/rule.js';
import type { JudgedPort } from '../../model/firewall/judgedPort.js';
import type { KeptPort } from '../../model/firewall/keptPort.js';
import type { OfferedPort } from '../../model/firewall/offeredPort.js';
import { stopEvidence, stopText } from '../../model/firewall/stop.js';
import { describeStep } from '../../model/netfilter/step.js';
import { say } from '../../texts/say.js';
import { repairCommand } from './remedies.js';

export const nameOf = ({ port, protocol }: OfferedPort): string => `${port}/${protocol}`;

/** The port and, where there is one, the module that offers it. */
export const namedPort = (offered: OfferedPort): string =>
  offered.module === ''
    ? nameOf(offered)
    : say('{port} of {module}', { port: nameOf(offered), module: offered.module });

interface ClosedPort {
  /** `blocked`: by a rule or policy; `chosen`: but to some senders; `unrouted`: by nothing that a rule could change. */
  readonly message: 'blocked' | 'chosen' | 'unrouted';
  readonly target: string;
  readonly data: Readonly<Record<'port' | 'module' | 'step' | 'why' | 'repair' | 'rule', string>>;
  readonly evidence: readonly [ReportedEvidence];
}

/** What there is to report of the ports that are closed. */
export const closedPorts = (judged: readonly JudgedPort[]): readonly ClosedPort[] =>
  judged.flatMap(({ offered, passage, chosen = null }): ClosedPort[] => {
    if (passage.kind !== 'closed') return [];
    const { by } = passage;
    const port = nameOf(offered);
    const stop = stopText(passage);
    const rule = chosen === null ? '' : describeStep(chosen);
    return [
      {
        message: by === null ? 'unrouted' : chosen === null ? 'blocked' : 'chosen',
        target: port,
        data: { port, module: offered.module, step: stop, why: stop, repair: repairCommand(offered), rule },
        evidence: [stopEvidence(port, passage)],
      },
    ];
  });

/** Why some of the ports could not be judged; nothing where all were. */
export const undecided = (judged: readonly JudgedPort[]): { readonly unknown: string } | undefined => {
  const open = judged.flatMap(({ offered, passage }) =>
    passage.kind === 'unknown' ? [say('{port}: {on}', { port: namedPort(offered), on: passage.on.join('; ') })] : [],
  );
  return open.length === 0
    ? undefined
    : { unknown: say('Whether a connection gets in depends on what is not known. {on}', { on: open.join(' ') }) };
};

/** Why some ports could not be compared; nothing where all were. */
export const undecidedLater = (ports: readonly KeptPort[]): { readonly unknown: string } | undefined =>
  undecided(ports.map(({ offered, now, later }) => ({ offered, passage: now.kind === 'unknown' ? now : later })));
