import type { DeviceReport } from '../../../contract/report.js';
import type { PacketTrace, TraceHop } from '../../../contract/trace.js';
import { say } from '../../../texts/say.js';
import { markup, type Html } from './html.js';

const kinds = { answered: 'ok', refused: 'ok', unreachable: 'fail', timeOut: 'fail', unknown: 'unknown' } as const;
const marks = { ok: '\u2713', fail: '\u2717', unknown: '?' } as const;

const counter = ({ rule }: TraceHop): string =>
  rule?.packets == null ? '' : say('{count} packets so far', { count: rule.packets });

const hop = (one: TraceHop): Html =>
  markup`<li><code>${one.stage}</code> ${one.text} <span class="soft">${counter(one)}</span></li>`;

const branch = ({ when, message }: PacketTrace['branches'][number]): Html =>
  markup`<li>${when.join('; ')}: ${message}</li>`;

const trail = (one: PacketTrace): Html => {
  const kind = kinds[one.sender];
  const where = say('{from} to {to}, {protocol} {port}', {
    from: one.from.name,
    to: one.to.name,
    protocol: one.protocol,
    port: one.port ?? '-',
  });
  return markup`<details><summary><span class="mark ${kind}" aria-hidden="true">${marks[kind]}</span> <b>${where}</b> ${one.message}</summary>
<div><ol>${one.hops.map(hop)}</ol>${one.branches.length === 0 ? null : markup`<ul>${one.branches.map(branch)}</ul>`}</div></details>
`;
};

/** How packets go through the VM, rule by rule. */
export const trails = ({ trails: all }: DeviceReport): Html | null =>
  all.length === 0 ? null : markup`<h2>${say('Ways of packets')}</h2>${all.map(trail)}`;
