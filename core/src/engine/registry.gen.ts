// Made by `npm run generate` from the files in rules/. Do not edit.
import type { AnyRule } from './rule.js';
import DNS001 from '../rules/dns/DNS001-server-missing.js';
import DNS002 from '../rules/dns/DNS002-switch-server-silent.js';
import DNS003 from '../rules/dns/DNS003-server-silent.js';
import EP001 from '../rules/ep/EP001-upstream-port-closed.js';
import IP001 from '../rules/ip/IP001-address-difference.js';
import IP002 from '../rules/ip/IP002-lease-missing.js';
import IP003 from '../rules/ip/IP003-link-local-address.js';
import RT001 from '../rules/rt/RT001-default-route-missing.js';

export const rules: readonly AnyRule[] = [DNS001, DNS002, DNS003, EP001, IP001, IP002, IP003, RT001];
