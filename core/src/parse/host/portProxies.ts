import type * as z from 'zod/mini';
import { listOf, record, text } from './shape.js';
import { cutAt } from '../text/lines.js';
import { portNumber } from '../text/number.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** As the registry has it: `listen` and `connect` are `address/port`; `*` is every address. */
export const HostPortProxiesAnswer = listOf(record({ kind: text, listen: text, connect: text }));

/** A port of the host that its IP Helper hands on ("netsh interface portproxy"). */
export interface HostPortProxy {
  /** v4tov4 ... */
  readonly kind: string;
  readonly listenAddress: string;
  readonly listenPort: number;
  readonly connectAddress: string;
  readonly connectPort: number;
}

/** One that is not understood hands nothing on. */
const readProxy = ({ kind, listen, connect }: z.infer<typeof HostPortProxiesAnswer>[number]): HostPortProxy[] => {
  const [listenAddress, listenEnd] = cutAt(listen, '/');
  const [connectAddress, connectEnd] = cutAt(connect, '/');
  const [listenPort, connectPort] = [portNumber(listenEnd), portNumber(connectEnd ?? listenEnd)];
  if (listenPort === null || connectPort === null) return [];
  return [{ kind, listenAddress, listenPort, connectAddress, connectPort }];
};

export const readPortProxies = (answer: z.infer<typeof HostPortProxiesAnswer>): Parsed<readonly HostPortProxy[]> =>
  parsed(answer.flatMap(readProxy));
