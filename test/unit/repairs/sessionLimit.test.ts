import assert from 'node:assert/strict';
import { readFacts } from '../../../core/src/facts/readFacts.js';
import { sessionsPerMinute } from '../../../core/src/repairs/sessionLimit.js';
import { liveText, rulesOf } from '../../support/firewall.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const release = (id: string, versionId: string): Change => ({
  'guest.release': { ...healthyFacts['guest.release'], id, versionId },
});
const hits = '-m recent --update --seconds 60 --hitcount 4 --name SSH --rsource -j DROP';
const rules = (...own: string[]): ReturnType<typeof rulesOf> => rulesOf(liveText({ own }));

describe('How many guest sessions a minute are let in', () => {
  const cases: [string, Change, number | null][] = [
    ['a release without the limit', release('azurelinux', '3.0'), null],
    ['CBL-Mariner 1.0, which is EFLOW 1.1', release('mariner', '1.0.20220805'), 3],
    ['CBL-Mariner 2.0', release('mariner', '2.0.20240609'), null],
    ['another release 1.0', release('debian', '1.0'), null],
    ['a limit on SSH', { 'guest.iptablesLegacy': rules(`-A INPUT -p tcp -m tcp --dport 22 ${hits}`) }, 3],
    ['a limit in the other back end', { 'guest.iptablesNft': rules(`-A INPUT -p tcp -m tcp --dport 22 ${hits}`) }, 3],
    ['a limit on another port', { 'guest.iptablesLegacy': rules(`-A INPUT -p tcp -m tcp --dport 2222 ${hits}`) }, null],
    [
      'senders that are only noted',
      { 'guest.iptablesLegacy': rules('-A INPUT -p tcp -m tcp --dport 22 -m recent --set --name SSH --rsource') },
      null,
    ],
    [
      'a limit by another match',
      { 'guest.iptablesLegacy': rules('-A INPUT -p tcp -m tcp --dport 22 -m connlimit --connlimit-above 3 -j DROP') },
      null,
    ],
    [
      'nothing that could be read',
      { 'guest.release': { lost: 'Gone.' }, 'guest.iptablesLegacy': { lost: 'Gone.' }, 'guest.iptablesNft': rules() },
      null,
    ],
  ];
  for (const [title, change, limit] of cases)
    it(`with ${title}: ${limit ?? 'as many as are asked for'}`, () => {
      assert.equal(sessionsPerMinute(readFacts(snapshotOf(change))), limit);
    });
});
