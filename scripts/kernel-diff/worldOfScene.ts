import type { World } from '../../core/src/model/netfilter/world.js';
import type { Ruleset } from '../../core/src/parse/iptables/rule.js';
import { parseIptablesSave } from '../../core/src/parse/iptables/save.js';
import type { Scene, SceneRules } from './arbitraries.js';
import { interfaces, routingOf, type Routing } from './scene.js';

const TABLES: Readonly<Record<string, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/** Tables that a text leaves out are emptied, so that nothing of the scene before stays. */
const whole = (text: string): string =>
  Object.entries(TABLES)
    .filter(([name]) => !text.includes(`*${name}\n`))
    .map(([name, hooks]) => `*${name}\n${hooks.map((hook) => `:${hook} ACCEPT [0:0]\n`).join('')}COMMIT\n`)
    .join('') + text;

/** What is loaded: every table of both back ends. */
export const textsOf = ({ nft, legacy }: SceneRules): Record<'nft' | 'legacy', string> => ({
  nft: whole(nft ?? ''),
  legacy: whole(legacy ?? ''),
});

export const rulesetOf = (text: string): Ruleset => {
  const read = parseIptablesSave(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};

/** The world of a scene; `routing` as the kernel shows it, where there is one to ask. */
export const worldOfScene = (
  { rules, settings, ...choice }: Pick<Scene, 'rules' | 'routing' | 'policyRules' | 'settings'>,
  known: Routing = routingOf(choice),
): World => {
  const texts = textsOf(rules);
  return {
    backEnds: [
      { name: 'nft', ruleset: rulesetOf(texts.nft) },
      { name: 'legacy', ruleset: rulesetOf(texts.legacy) },
    ],
    gaps: [],
    outside: [],
    interfaces,
    routes: known.routes,
    policyRules: known.policyRules,
    settings: Object.fromEntries([
      ['net.ipv4.ip_forward', '1'],
      ...Object.entries(settings).map(([name, value]): [string, string] => [
        `net.${name.startsWith('bridge/') ? '' : 'ipv4.conf.'}${name.replace('/', '.')}`,
        String(value),
      ]),
    ]),
    listeners: [],
    containers: null,
    hostAddress: null,
  };
};
