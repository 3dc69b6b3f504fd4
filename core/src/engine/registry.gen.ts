// Made by `npm run generate` from the files in rules/. Do not edit.
import type { AnyRule } from './rule.js';
import DEV001 from '../rules/dev/DEV001-device-verdict.js';
import DEV002 from '../rules/dev/DEV002-release-past-support.js';
import DEV003 from '../rules/dev/DEV003-memory-short.js';
import DEV004 from '../rules/dev/DEV004-not-provisioned.js';
import DEV005 from '../rules/dev/DEV005-vm-fails-alone.js';
import DEV006 from '../rules/dev/DEV006-system-past-support.js';
import DNS001 from '../rules/dns/DNS001-server-missing.js';
import DNS002 from '../rules/dns/DNS002-switch-server-silent.js';
import DNS003 from '../rules/dns/DNS003-server-silent.js';
import DNS004 from '../rules/dns/DNS004-server-silent-in-part.js';
import DNS005 from '../rules/dns/DNS005-resolver-stopped.js';
import DNS006 from '../rules/dns/DNS006-resolv-conf-detached.js';
import DNS007 from '../rules/dns/DNS007-competing-setting.js';
import DNS008 from '../rules/dns/DNS008-engine-server-silent.js';
import DNS009 from '../rules/dns/DNS009-module-server-silent.js';
import DNS010 from '../rules/dns/DNS010-network-name-unresolved.js';
import DNS011 from '../rules/dns/DNS011-name-unresolved.js';
import DNS012 from '../rules/dns/DNS012-server-refuses-vm.js';
import DNS013 from '../rules/dns/DNS013-dns-intercepted.js';
import DNS014 from '../rules/dns/DNS014-layers-differ.js';
import DNS015 from '../rules/dns/DNS015-container-server-stale.js';
import DNS016 from '../rules/dns/DNS016-own-name-unresolved.js';
import DNS017 from '../rules/dns/DNS017-tcp-closed.js';
import DNS018 from '../rules/dns/DNS018-check-warning.js';
import DNS019 from '../rules/dns/DNS019-name-pinned.js';
import DNS020 from '../rules/dns/DNS020-resolver-insists.js';
import DNS021 from '../rules/dns/DNS021-name-not-asked.js';
import EP001 from '../rules/ep/EP001-upstream-port-closed.js';
import EP002 from '../rules/ep/EP002-endpoint-closed.js';
import EP003 from '../rules/ep/EP003-container-path-closed.js';
import EP004 from '../rules/ep/EP004-answers-for-everyone.js';
import EP005 from '../rules/ep/EP005-upstream-by-address.js';
import EP006 from '../rules/ep/EP006-unsupported-port.js';
import EP007 from '../rules/ep/EP007-own-checks-fail.js';
import FW001 from '../rules/fw/FW001-local-rules-ignored.js';
import FW002 from '../rules/fw/FW002-outbound-closed.js';
import FW003 from '../rules/fw/FW003-switch-service-blocked.js';
import FW004 from '../rules/fw/FW004-hyperv-firewall-closed.js';
import FW005 from '../rules/fw/FW005-foreign-firewall.js';
import HOST001 from '../rules/host/HOST001-agent-stopped.js';
import HOST002 from '../rules/host/HOST002-agent-certificate-expired.js';
import HOST003 from '../rules/host/HOST003-endpoint-unhealthy.js';
import HOST004 from '../rules/host/HOST004-vm-name-stale.js';
import HOST005 from '../rules/host/HOST005-compute-stopped.js';
import HOST006 from '../rules/host/HOST006-vm-not-deployed.js';
import HOST007 from '../rules/host/HOST007-vm-not-running.js';
import HOST008 from '../rules/host/HOST008-too-many-keys.js';
import HOST009 from '../rules/host/HOST009-agent-unreachable.js';
import HOST010 from '../rules/host/HOST010-session-refused.js';
import HOST011 from '../rules/host/HOST011-card-not-attached.js';
import HOST012 from '../rules/host/HOST012-agent-certificate-due.js';
import HOST013 from '../rules/host/HOST013-name-entry-stale.js';
import HOST014 from '../rules/host/HOST014-tpm-channel-waits.js';
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
import IP013 from '../rules/ip/IP013-container-subnet-overlap.js';
import IP014 from '../rules/ip/IP014-lan-overlap.js';
import IP015 from '../rules/ip/IP015-address-held-by-host.js';
import IP016 from '../rules/ip/IP016-gateway-among-containers.js';
import IP017 from '../rules/ip/IP017-server-among-containers.js';
import IP018 from '../rules/ip/IP018-mac-difference.js';
import IP019 from '../rules/ip/IP019-networkd-stopped.js';
import IP020 from '../rules/ip/IP020-networkd-off.js';
import MOD001 from '../rules/mod/MOD001-host-network-half-set.js';
import MOD002 from '../rules/mod/MOD002-port-taken.js';
import MOD003 from '../rules/mod/MOD003-engine-stopped.js';
import MOD004 from '../rules/mod/MOD004-edge-service-stopped.js';
import MOD005 from '../rules/mod/MOD005-multicast-behind-nat.js';
import MOD006 from '../rules/mod/MOD006-network-bridge-broken.js';
import MTU001 from '../rules/mtu/MTU001-bridge-larger.js';
import MTU002 from '../rules/mtu/MTU002-path-smaller.js';
import NF001 from '../rules/nf/NF001-published-port-blocked.js';
import NF002 from '../rules/nf/NF002-module-port-blocked.js';
import NF003 from '../rules/nf/NF003-published-port-untranslated.js';
import NF004 from '../rules/nf/NF004-container-forwarding-blocked.js';
import NF005 from '../rules/nf/NF005-outbound-closed.js';
import NF006 from '../rules/nf/NF006-outbound-port-closed.js';
import NF007 from '../rules/nf/NF007-rule-not-saved.js';
import NF008 from '../rules/nf/NF008-saved-rule-not-live.js';
import NF009 from '../rules/nf/NF009-saved-rules-broken.js';
import NF010 from '../rules/nf/NF010-saved-engine-rules.js';
import NF011 from '../rules/nf/NF011-two-back-ends.js';
import NF012 from '../rules/nf/NF012-ping-closed.js';
import NF013 from '../rules/nf/NF013-conntrack-full.js';
import NF014 from '../rules/nf/NF014-masquerade-missing.js';
import NF015 from '../rules/nf/NF015-firewall-open.js';
import NF016 from '../rules/nf/NF016-rule-without-effect.js';
import NF017 from '../rules/nf/NF017-port-needlessly-open.js';
import NF018 from '../rules/nf/NF018-engine-chains-missing.js';
import NF019 from '../rules/nf/NF019-unwanted-port-open.js';
import NF020 from '../rules/nf/NF020-wanted-port-closed.js';
import NF021 from '../rules/nf/NF021-outbound-dns-closed.js';
import NF022 from '../rules/nf/NF022-handled-outside.js';
import NF023 from '../rules/nf/NF023-container-port-closed.js';
import NF024 from '../rules/nf/NF024-edge-hub-closed.js';
import NF025 from '../rules/nf/NF025-source-rewritten.js';
import NTP001 from '../rules/ntp/NTP001-clock-off.js';
import NTP002 from '../rules/ntp/NTP002-clock-unsynchronized.js';
import NTP003 from '../rules/ntp/NTP003-clocks-off-together.js';
import PX001 from '../rules/px/PX001-proxy-half-set.js';
import PX002 from '../rules/px/PX002-proxy-scheme.js';
import PX003 from '../rules/px/PX003-proxy-without-websockets.js';
import PX004 from '../rules/px/PX004-proxy-silent.js';
import PX005 from '../rules/px/PX005-proxy-of-host-only.js';
import PX006 from '../rules/px/PX006-proxy-not-as-wanted.js';
import PX007 from '../rules/px/PX007-proxy-exclusion-wrong.js';
import RT001 from '../rules/rt/RT001-default-route-missing.js';
import RT002 from '../rules/rt/RT002-winning-route-dead.js';
import RT003 from '../rules/rt/RT003-several-default-routes.js';
import RT004 from '../rules/rt/RT004-gateway-silent.js';
import RT005 from '../rules/rt/RT005-beyond-gateway-silent.js';
import RT006 from '../rules/rt/RT006-forwarding-off.js';
import RT007 from '../rules/rt/RT007-second-gateway-silent.js';
import RT008 from '../rules/rt/RT008-strict-reverse-path.js';
import RT009 from '../rules/rt/RT009-required-address-astray.js';
import RT010 from '../rules/rt/RT010-gateway-differs.js';
import RT011 from '../rules/rt/RT011-routing-rule-refuses.js';
import RT012 from '../rules/rt/RT012-foreign-source.js';
import RT013 from '../rules/rt/RT013-gateway-mac-difference.js';
import RT014 from '../rules/rt/RT014-beyond-route-silent.js';
import SW001 from '../rules/sw/SW001-switch-missing.js';
import SW002 from '../rules/sw/SW002-switch-type-difference.js';
import SW003 from '../rules/sw/SW003-adapter-dead.js';
import SW004 from '../rules/sw/SW004-wireless-adapter.js';
import SW005 from '../rules/sw/SW005-nat-missing.js';
import SW006 from '../rules/sw/SW006-nat-half-covers.js';
import SW007 from '../rules/sw/SW007-second-nat.js';
import SW008 from '../rules/sw/SW008-host-address-missing.js';
import SW009 from '../rules/sw/SW009-link-local-subnet.js';
import SW010 from '../rules/sw/SW010-unsupported-combination.js';
import SW011 from '../rules/sw/SW011-false-default-switch.js';
import SW012 from '../rules/sw/SW012-second-host-address.js';
import SW013 from '../rules/sw/SW013-sharing-stopped.js';
import SW014 from '../rules/sw/SW014-nested-host.js';
import SW015 from '../rules/sw/SW015-subnet-difference.js';
import SW016 from '../rules/sw/SW016-route-captured.js';
import SW017 from '../rules/sw/SW017-control-fails-too.js';
import SW018 from '../rules/sw/SW018-switch-extension-filters.js';
import SW019 from '../rules/sw/SW019-port-mapping-missing.js';
import SW020 from '../rules/sw/SW020-port-mapping-stale.js';
import SW021 from '../rules/sw/SW021-dhcp-server-missing.js';
import SW022 from '../rules/sw/SW022-dhcp-option-missing.js';
import SW023 from '../rules/sw/SW023-host-forwarding-off.js';
import SW024 from '../rules/sw/SW024-service-port-held.js';
import SW025 from '../rules/sw/SW025-sharing-forbidden.js';
import TLS001 from '../rules/tls/TLS001-foreign-issuer.js';
import TLS002 from '../rules/tls/TLS002-handshake-fails.js';

export const rules: readonly AnyRule[] = [
  DEV001,
  DEV002,
  DEV003,
  DEV004,
  DEV005,
  DEV006,
  DNS001,
  DNS002,
  DNS003,
  DNS004,
  DNS005,
  DNS006,
  DNS007,
  DNS008,
  DNS009,
  DNS010,
  DNS011,
  DNS012,
  DNS013,
  DNS014,
  DNS015,
  DNS016,
  DNS017,
  DNS018,
  DNS019,
  DNS020,
  DNS021,
  EP001,
  EP002,
  EP003,
  EP004,
  EP005,
  EP006,
  EP007,
  FW001,
  FW002,
  FW003,
  FW004,
  FW005,
  HOST001,
  HOST002,
  HOST003,
  HOST004,
  HOST005,
  HOST006,
  HOST007,
  HOST008,
  HOST009,
  HOST010,
  HOST011,
  HOST012,
  HOST013,
  HOST014,
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
  IP013,
  IP014,
  IP015,
  IP016,
  IP017,
  IP018,
  IP019,
  IP020,
  MOD001,
  MOD002,
  MOD003,
  MOD004,
  MOD005,
  MOD006,
  MTU001,
  MTU002,
  NF001,
  NF002,
  NF003,
  NF004,
  NF005,
  NF006,
  NF007,
  NF008,
  NF009,
  NF010,
  NF011,
  NF012,
  NF013,
  NF014,
  NF015,
  NF016,
  NF017,
  NF018,
  NF019,
  NF020,
  NF021,
  NF022,
  NF023,
  NF024,
  NF025,
  NTP001,
  NTP002,
  NTP003,
  PX001,
  PX002,
  PX003,
  PX004,
  PX005,
  PX006,
  PX007,
  RT001,
  RT002,
  RT003,
  RT004,
  RT005,
  RT006,
  RT007,
  RT008,
  RT009,
  RT010,
  RT011,
  RT012,
  RT013,
  RT014,
  SW001,
  SW002,
  SW003,
  SW004,
  SW005,
  SW006,
  SW007,
  SW008,
  SW009,
  SW010,
  SW011,
  SW012,
  SW013,
  SW014,
  SW015,
  SW016,
  SW017,
  SW018,
  SW019,
  SW020,
  SW021,
  SW022,
  SW023,
  SW024,
  SW025,
  TLS001,
  TLS002,
];
