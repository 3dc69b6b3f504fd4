import type * as z from 'zod/mini';
import { flag, listOf, optionalText, record, text } from './shape.js';

export const HostProxy = record({
  /** What services use. */
  winHttp: record({ proxy: optionalText, bypass: optionalText }),
  /** What programs of the user that asked use. */
  winInet: record({ enabled: flag, server: optionalText, bypass: optionalText, autoConfigUrl: optionalText }),
  /** http_proxy and its like, as they are set for the machine and for the user. */
  environment: listOf(record({ scope: text, name: text, value: optionalText })),
});
/** The proxy settings of the host, without passwords. */
export type HostProxy = Readonly<z.infer<typeof HostProxy>>;
