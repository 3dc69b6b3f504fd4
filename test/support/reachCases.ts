import type { FactValues } from '../../core/src/facts/facts.js';
import { healthyFacts } from './healthyFacts.js';

type Attempt = FactValues['guest.reach'][number];

const [first] = healthyFacts['guest.reach'];

/** One attempt of the VM. */
export const tried = (host: string, port: number, tcp: Attempt['tcp'], over: Partial<Attempt> = {}): Attempt => ({
  ...first!,
  host,
  port,
  tcp,
  tls: tcp === 'connected' ? 'ok' : 'notTried',
  issuer: tcp === 'connected' ? first!.issuer : null,
  ...over,
});
