import type { FactId } from '../facts/facts.js';
import type { FactTable } from '../facts/readFacts.js';
import type { NetworkInterface } from '../model/item.js';
import { filesFor, valuesOf } from '../model/address/networkFile.js';
import { isIpv4 } from '../ipv4.js';
import { say } from '../texts/say.js';

export interface Restore {
  readonly restorable: boolean;
  readonly restore: string;
}

const no = (restore: string): Restore => ({ restorable: false, restore });

const unknownFor = (fact: FactId): Restore =>
  no(say('Whether the former servers can be restored is not known: {fact} is missing.', { fact }));

/**
 * Whether the files of networkd and the lease together say which servers the link has. What somebody set at run time
 * (`resolvectl dns`) stands in none, and is lost with the first reload.
 */
export const restoreOf = (facts: FactTable, card: NetworkInterface, before: readonly string[]): Restore => {
  const [state, files, leases] = [facts['guest.networkState'], facts['guest.networkFiles'], facts['guest.leases']];
  if (!state.ok) return unknownFor('guest.networkState');
  if (!files.ok) return unknownFor('guest.networkFiles');
  if (!leases.ok) return unknownFor('guest.leases');
  const link = state.value.find(({ name }) => name === card.name);
  if (link === undefined || link.setup === 'unmanaged')
    return no(
      say('systemd-networkd does not manage {link}: putting its files back does not restore the servers.', {
        link: card.name,
      }),
    );
  const [file] = filesFor(card, files.value);
  const written = file === undefined ? [] : valuesOf(file, 'Network', 'DNS').flatMap((value) => value.split(/\s+/));
  const leased = leases.value.filter((one) => one.interface === card.name).flatMap(({ dns }) => dns);
  const known = new Set([...written.map((one) => one.split(/[#%]/)[0] ?? ''), ...leased]);
  const lost = before.filter((server) => isIpv4(server) && !known.has(server));
  return lost.length > 0
    ? no(
        say(
          '{servers} stand in no file and in no lease: somebody set them at run time, and they are lost when networkd reads its files anew.',
          {
            servers: lost.join(', '),
          },
        ),
      )
    : {
        restorable: true,
        restore: say('The files that are changed are kept, and put back byte for byte; networkd then reads them anew.'),
      };
};
