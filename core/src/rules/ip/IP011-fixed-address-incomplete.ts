import { defineRule } from '../../engine/rule.js';
import { deployAgain, fixedFacts, fixedSettings } from './fixed.js';
import { say } from '../../texts/say.js';

const missingOf = ([first = '', second]: readonly string[]): string =>
  second === undefined ? say('{first} is', { first }) : say('{first} and {second} are', { first, second });

export default defineRule({
  id: 'IP011',
  slug: 'fixed-address-incomplete',
  title: 'A fixed address comes with its prefix length and its gateway',
  severity: 'critical',
  stage: 'address',
  guide: ['G02', 'G05'],
  requires: ['host.vmEndpoint'],
  uses: fixedFacts,
  messages: {
    incomplete: {
      text: 'The fixed address is incomplete: {missing} not set. Deploy-Eflow needs -ip4Address, -ip4PrefixLength and -ip4GatewayAddress, all three.',
      remedy: [deployAgain],
    },
  },

  check(facts, report) {
    const settings = fixedSettings(facts);
    if (settings === null) return 'notApplicable';
    const { address, prefixLength, gateway, fact, path, deploy } = settings;
    const parts = { ip4Address: address, ip4PrefixLength: prefixLength, ip4GatewayAddress: gateway };
    const missing = Object.entries(parts).flatMap(([name, value]) => (value === null ? [name] : []));
    // Some builds show of a fixed address that it is fixed, and nothing else.
    if (missing.length === 3) return { unknown: say('The address is fixed, but nothing shows which one it is.') };
    if (missing.length === 0) return undefined;

    report({
      message: 'incomplete',
      target: missing.join(', '),
      data: { missing: missingOf(missing), deploy },
      evidence: [{ fact, path, observed: parts, expected: say('three values') }],
    });
    return undefined;
  },
});
