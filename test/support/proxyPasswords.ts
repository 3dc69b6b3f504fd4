/** Addresses of proxies as people write them, and what may be shown of each, in the guest and on the host. */
export const proxyPasswords: readonly (readonly [written: string, shown: string])[] = [
  ['http://user:secret@proxy.example:3128', 'http://proxy.example:3128'],
  ['http://user:se@cr:et@proxy.example:3128/', 'http://proxy.example:3128/'],
  ['user:secret@proxy.example:3128', 'proxy.example:3128'],
  ['https://proxy.example', 'https://proxy.example'],
  ['http://user:sec/ret@proxy.example:1', 'http://proxy.example:1'],
  ['user:sec://ret@proxy.example:1', 'proxy.example:1'],
  ['http://user:sec=ret@proxy.example:1', 'http://proxy.example:1'],
  ['user:sec;ret@proxy.example:1', 'proxy.example:1'],
];
