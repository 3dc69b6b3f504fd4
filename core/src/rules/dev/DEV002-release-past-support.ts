import { defineRule } from '../../engine/rule.js';
import { SUPPORT_TABLE_AS_OF, supportOf } from '../../model/releases.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DEV002',
  slug: 'release-past-support',
  title: 'Microsoft supports this release of EFLOW',
  severity: 'information',
  stage: 'application',
  partial: true,
  guide: ['G30'],
  requires: ['host.eflow'],
  uses: ['guest.release'],
  messages: {
    past: {
      text: 'Support of {name} ({version}, {system}) ended on {end}. The network works as before; faults are not mended any more.',
      note: true,
      remedy: [{ text: 'Plan the update; Microsoft lists the releases under https://aka.ms/AzEFLOW-versions.' }],
    },
    unlisted: {
      text: 'The release {version} of EFLOW is not in the table of support ends, which is as of {asOf}.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report, { now }) {
    const { installed, version } = facts['host.eflow'];
    if (!installed || version === null) return 'notApplicable';
    const support = supportOf(version);
    const release = facts['guest.release'];
    const system =
      release === undefined ? say('system not known') : (release.prettyName ?? `${release.id} ${release.versionId}`);
    if (support !== null && now.toISOString().slice(0, 10) <= support.end) return undefined;
    const data = { version, system, name: support?.name ?? '', end: support?.end ?? '', asOf: SUPPORT_TABLE_AS_OF };
    report({
      message: support === null ? 'unlisted' : 'past',
      target: version,
      data,
      evidence: [{ fact: 'host.eflow', path: '/version', observed: version, expected: say('a release in support') }],
    });
    return undefined;
  },
});
