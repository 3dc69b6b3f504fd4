// Made by `npm run generate` from the files in rules/. Do not edit.
import type { AnyRule } from './rule.js';
import DNS001 from '../rules/dns/DNS001-server-missing.js';
import DNS002 from '../rules/dns/DNS002-switch-server-silent.js';
import DNS003 from '../rules/dns/DNS003-server-silent.js';
import EP001 from '../rules/ep/EP001-upstream-port-closed.js';
import IP001 from '../rules/ip/IP001-address-difference.js';
import IP002 from '../rules/ip/IP002-lease-missing.js';
import IP003 from '../rules/ip/IP003-link-local-address.js';
import IP004 from '../rules/ip/IP004-fixed-address-absent.js';
import IP005 from '../rules/ip/IP005-card-missing.js';
import IP006 from '../rules/ip/IP006-agent-address-missing.js';
import IP007 from '../rules/ip/IP007-zero-mac.js';
import IP008 from '../rules/ip/IP008-address-equals-gateway.js';
import IP009 from '../rules/ip/IP009-gateway-outside-subnet.js';
import IP010 from '../rules/ip/IP010-unusable-address.js';
import IP011 from '../rules/ip/IP011-fixed-address-incomplete.js';
import IP012 from '../rules/ip/IP012-duplicate-address.js';
import NF001 from '../rules/nf/NF001-published-port-blocked.js';
import NF002 from '../rules/nf/NF002-module-port-blocked.js';
import NF003 from '../rules/nf/NF003-published-port-untranslated.js';
import RT001 from '../rules/rt/RT001-default-route-missing.js';

export const rules: readonly AnyRule[] = [
  DNS001,
  DNS002,
  DNS003,
  EP001,
  IP001,
  IP002,
  IP003,
  IP004,
  IP005,
  IP006,
  IP007,
  IP008,
  IP009,
  IP010,
  IP011,
  IP012,
  NF001,
  NF002,
  NF003,
  RT001,
];
