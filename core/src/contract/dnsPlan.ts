import * as z from 'zod/mini';
import { describe, named } from './describe.js';

const address = z.string().check(z.regex(/^\d{1,3}(\.\d{1,3}){3}$/));

/** How a server took the question for a name, asked from the guest. */
export const DnsCandidate = named(
  'DnsCandidate',
  z.strictObject({
    server: address,
    origin: describe(
      z.enum(['engine', 'vm', 'host', 'given']),
      'Who is set to use it: the container engine, the VM, this Windows, or the caller.',
    ),
    state: describe(z.enum(['good', 'silent', 'incomplete', 'notAsked']), 'good: it gave an address for every name.'),
    missing: describe(z.array(z.string()), 'The names for which it gave no address.'),
  }),
  'A server that the VM could be given.',
);
export type DnsCandidate = z.infer<typeof DnsCandidate>;

export const ResolvedName = named(
  'ResolvedName',
  z.strictObject({
    from: describe(z.string(), 'vm, or network: and the name of a container network.'),
    name: z.string(),
  }),
  'A name that resolved at a layer.',
);
export type ResolvedName = z.infer<typeof ResolvedName>;

const bytes = z.int().check(z.nonnegative(), z.maximum(65_536));

export const EngineEdit = named(
  'EngineEdit',
  z.strictObject({
    hash: describe(
      z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
      'Of the file that the plan was made from; null: there is none.',
    ),
    at: describe(bytes, 'After how many bytes of the file.'),
    remove: describe(bytes, 'How many bytes are taken out there.'),
    insert: describe(z.string().check(z.regex(/^[\s{}[\],:"dns0-9.]{1,512}$/)), 'What comes in their place.'),
  }),
  'How "dns" is set in daemon.json; nothing else of the file is known here, for it may hold secrets.',
);
export type EngineEdit = z.infer<typeof EngineEdit>;

/** A repair before it is done: the same object for -WhatIf, for applying and for taking back. */
export const DnsPlan = named(
  'DnsPlan',
  z.strictObject({
    repair: describe(
      z.enum(['set-dns-servers', 'set-engine-dns']),
      'set-dns-servers: of the link of the VM. set-engine-dns: of the container engine, in daemon.json.',
    ),
    id: describe(z.string().check(z.regex(/^[0-9a-f]{16}$/)), 'Names this repair in its backup.'),
    device: z.string(),
    collectedAt: z.string(),
    state: describe(
      z.enum(['needed', 'alreadyThere', 'refused']),
      'needed: something is to be done. alreadyThere: nothing is. refused: reason says why.',
    ),
    reason: z.nullable(z.string()),
    link: describe(
      z.string().check(z.regex(/^[A-Za-z0-9._-]{0,15}$/)),
      'The interface to the switch; empty where none is known.',
    ),
    endpoint: describe(
      z.nullable(z.string()),
      "The endpoint's name for -vendpointName; null: the cmdlet's own choice.",
    ),
    before: describe(
      z.array(z.string()),
      'The servers that the link, or the engine, had; applying refuses when it has others.',
    ),
    servers: describe(z.array(address), 'The servers to be set.'),
    names: describe(z.array(z.string()), 'The names that must resolve afterwards.'),
    worked: describe(z.array(ResolvedName), 'What resolved before, and where: it must resolve afterwards too.'),
    candidates: z.array(DnsCandidate),
    networks: describe(
      z.optional(z.array(z.string())),
      'With set-engine-dns: the container networks from which every name must resolve afterwards.',
    ),
    edit: describe(
      z.optional(z.nullable(EngineEdit)),
      'With set-engine-dns; null where the file was not read, as in a plan from a snapshot.',
    ),
    restorable: describe(z.boolean(), 'False: the files alone do not bring the former servers back; restore says why.'),
    restore: describe(z.string(), 'How the former state comes back, in a sentence.'),
    steps: describe(z.array(z.string()), 'What is done, in sentences.'),
  }),
  'What giving the VM other DNS servers would do, and what must hold afterwards.',
);
export type DnsPlan = z.infer<typeof DnsPlan>;

export const NameAtLayer = named(
  'NameAtLayer',
  z.strictObject({
    from: z.string(),
    name: z.string(),
    state: z.enum(['resolved', 'unresolved', 'timedOut']),
    addresses: z.array(z.string()),
  }),
  'What a layer made of a name.',
);
export type NameAtLayer = z.infer<typeof NameAtLayer>;
