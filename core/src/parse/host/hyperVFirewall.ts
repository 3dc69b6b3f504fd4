import type * as z from 'zod/mini';
import { flag, listOf, number, optionalNumber, optionalText, record, text } from './shape.js';

export const HostHyperVFirewall = record({
  /** False where this Windows has no Hyper-V firewall. */
  supported: flag,
  settings: listOf(
    record({
      /** The id of the program that made the virtual machines for which it holds. */
      creator: text,
      /** GpoBoolean: 0 false, 1 true, 2 not configured. */
      enabled: number,
      /** Action: 0 not configured, 2 allow, 4 block. */
      defaultInbound: number,
      defaultOutbound: number,
      /** Whether the host's own rules hold too. */
      mergeHostPolicy: optionalNumber,
    }),
  ),
  rules: listOf(
    record({
      id: text,
      creator: optionalText,
      /** 1 inbound, 2 outbound. */
      direction: number,
      /** 2 allow, 4 block. */
      action: number,
      protocol: text,
      localPorts: listOf(text),
      remotePorts: listOf(text),
      localAddresses: listOf(text),
      remoteAddresses: listOf(text),
    }),
  ),
});
/** The firewall between the virtual machines and the host's network: Get-NetFirewallHyperVVMSetting, Get-NetFirewallHyperVRule. */
export type HostHyperVFirewall = Readonly<z.infer<typeof HostHyperVFirewall>>;
