import type { FactValues } from '../facts/facts.js';

type Check = FactValues['guest.iotedgeCheck'][number];

/** `host-connect-iothub-amqp`, `container-connect-upstream-https` ...; in the text form by their titles. */
export const isConnection = ({ id, title }: Check): boolean =>
  /connect|-dns$|aziot-version|local-time|daemon-mgmt/i.test(id ?? '') || /connect|DNS|endpoint/i.test(title ?? '');

/** The look-up of the newest version and of the time serve the check itself: nothing that a module does rests on them. */
export const isNoise = ({ id, title, details }: Check): boolean =>
  ['aziot-version', 'host-local-time'].includes(id ?? '') ||
  /up-to-date|host time is close/i.test(title ?? '') ||
  details.some((line) => /latest-aziot-identity-service|Could not query NTP server/i.test(line));

const causes = [
  [/name resolution|no such host|failed to lookup address|NXDOMAIN|SERVFAIL/i, 'a name that does not resolve'],
  [/x509|certificate (signed|verify|has expired)|self.signed|unable to get local issuer/i, 'a foreign certificate'],
  [/TLS handshake timeout|handshake.*time/i, 'TLS that hangs'],
  [/connection refused|ECONNREFUSED/i, 'a port that is refused'],
  [/i\/o timeout|timed? ?out|deadline exceeded|no route to host|unreachable/i, 'packets that are dropped on the way'],
] as const;

export type CheckCause = (typeof causes)[number][1] | 'not known';

/** What is really wrong: the innermost error counts, for the outer ones only say what could not be done then. */
export const causeOfCheck = (details: readonly string[]): CheckCause => {
  for (const line of [...details].reverse()) {
    const found = causes.find(([pattern]) => pattern.test(line));
    if (found !== undefined) return found[1];
  }
  return 'not known';
};
