import type { Request } from '../contract/request.js';
import type { Response } from '../contract/response.js';
import type { Surroundings } from '../surroundings.js';

type Body<K extends Response['kind']> = Omit<Extract<Response, { kind: K }>, 'contract' | 'coreVersion'>;

/** What carries out a kind of request. */
export type Handler<K extends Request['kind']> = (
  request: Extract<Request, { kind: K }>,
  surroundings: Surroundings,
) => Body<K>;

/** Nobody can guess it, so nothing in the guest can imitate the lines that carry it. */
export const newNonce = ({ randomHex }: Surroundings): string => randomHex(16);
