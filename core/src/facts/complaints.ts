import type { Snapshot } from '../contract/snapshot.js';
import { HostVmAddressAnswer, readVmAddress } from '../parse/host/vmAddress.js';

/** What AzureEFLOW was asked for, and what rests on a session with the guest that it opens. */
const isAsked = (fact: string): boolean => fact.startsWith('guest.') || fact.startsWith('host.vm');

/**
 * What AzureEFLOW complained of in this look, each sentence once: where a cmdlet threw, its words are the reason why a fact
 * is missing; what it only said stands beside what it returned.
 */
export const complaintsIn = ({ facts }: Pick<Snapshot, 'facts'>): readonly string[] => {
  const reasons = Object.entries(facts).flatMap(([fact, envelope]) =>
    isAsked(fact) && envelope.status === 'failed' ? [envelope.reason] : [],
  );
  const address = facts['host.vmAddress'];
  const answer = HostVmAddressAnswer.safeParse(address?.status === 'ok' ? address.value : undefined);
  const read = answer.success ? readVmAddress(answer.data) : null;
  return [...new Set([...reasons, ...(read?.ok === true ? read.value.failures : [])])];
};
