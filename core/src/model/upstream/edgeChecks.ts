import type { FactValues } from '../../facts/facts.js';
import { say } from '../../texts/say.js';

type Check = FactValues['guest.iotedgeCheck'][number];

/** `host-connect-iothub-amqp`, `container-connect-upstream-https` ...; in the text form by their titles. */
export const isConnection = ({ id, title }: Check): boolean =>
  /connect|-dns$|aziot-version|local-time|daemon-mgmt/i.test(id ?? '') || /connect|DNS|endpoint/i.test(title ?? '');

/** The look-up of the newest version and of the time serve the check alone: nothing that a module does rests on them. */
export const isNoise = ({ id, title, details }: Check): boolean =>
  ['aziot-version', 'host-local-time'].includes(id ?? '') ||
  /up-to-date|host time is close/i.test(title ?? '') ||
  details.some((line) => /latest-aziot-identity-service|Could not query NTP server/i.test(line));

const causes = [
  ['names', /name resolution|no such host|failed to lookup address|NXDOMAIN|SERVFAIL/i],
  ['certificate', /x509|certificate (signed|verify|has expired)|self.signed|unable to get local issuer/i],
  ['handshake', { test: (line: string) => /handshake/i.test(line) && /time/i.test(line) }],
  ['refused', /connection refused|ECONNREFUSED/i],
  ['dropped', /i\/o timeout|timed? ?out|deadline exceeded|no route to host|unreachable/i],
] as const;

export type CheckCause = (typeof causes)[number][0] | 'unknown';

/** What is really wrong: the innermost error counts, for the outer ones only say what could not be done then. */
export const causeOfCheck = (details: readonly string[]): CheckCause => {
  for (const line of [...details].reverse()) {
    const found = causes.find(([, pattern]) => pattern.test(line));
    if (found !== undefined) return found[0];
  }
  return 'unknown';
};

/** A cause in words. */
export const describeCause = (cause: CheckCause): string => {
  switch (cause) {
    case 'names':
      return say('a name that does not resolve');
    case 'certificate':
      return say('a foreign certificate');
    case 'handshake':
      return say('TLS that hangs');
    case 'refused':
      return say('a port that is refused');
    case 'dropped':
      return say('packets that are dropped on the way');
    case 'unknown':
      return say('not known');
  }
};
