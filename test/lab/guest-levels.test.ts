// What a look sends at each probe level, counted where it leaves the guest: at its port of the switch.
import assert from 'node:assert/strict';
import type { Destination } from '../../core/src/contract/destination.js';
import type { ProbeLevel } from '../../core/src/contract/request.js';
import { destinations } from '../../core/src/guest/destinations.js';
import { macAddresses } from '../../scripts/lab/addresses.mjs';
import { guestAddressOf } from './lab-support.js';
import { look, openLookLab, valueOf } from './look-support.js';
import { onWindowsHost } from '../support/labPowerShell.js';

interface Sent {
  /** Connections and queries, by their destination: `tcp 203.0.113.10 443`. */
  readonly listed: ReadonlyMap<string, number>;
  readonly arpProbes: number;
  readonly gratuitous: number;
  /** Whatever else left. */
  readonly other: number;
}

describe('What a look sends', () => {
  const lab = openLookLab('look-levels', {});
  let vm: string;

  /** The clock's own service asks whenever it likes. */
  const quietClock = (): Promise<unknown> => {
    const clock = 'printf "[Time]\\nNTP=time.windows.com\\n" >/etc/systemd/timesyncd.conf';
    return lab.execIn('vm', `${clock}; systemctl stop systemd-timesyncd.service`);
  };

  const inHost = async (command: string): Promise<string> => {
    const { code, stdout, stderr } = await lab.execIn('host', command);
    assert.equal(code, 0, stderr);
    return stdout;
  };

  const addressOf = (host: string): string => (lab.state.cloudNames as Readonly<Record<string, string>>)[host] ?? host;

  /** As `-WhatIf` lists them: what the guest says at level none. */
  const listedFor = async (probe: ProbeLevel): Promise<readonly Destination[]> => {
    const { snapshot, table } = await look(lab, 'none');
    return destinations(snapshot, table, probe);
  };

  /** What leaves the port is put to the first rule that fits; answers and later packets of a connection are let be. */
  const count = async (list: readonly Destination[]): Promise<void> => {
    const keys = new Set(
      list
        .filter(({ from }) => from.some((place) => place !== 'host'))
        .filter(({ protocol, host }) => protocol !== 'arp' && !host.startsWith('127.'))
        .map(({ protocol, host, port }) => `${protocol} ${addressOf(host)}${port === null ? '' : ` ${port}`}`),
    );
    const ruleOf = (key: string): string => {
      const [protocol, address, port] = key.split(' ');
      if (protocol === 'icmp') return `ip daddr ${address} icmp type echo-request counter accept comment "${key}"`;
      const first = protocol === 'tcp' ? 'tcp flags & (syn | ack) == syn' : '';
      return `ip daddr ${address} ${protocol} dport ${port} ${first} counter accept comment "${key}"`;
    };
    const rules = [
      `arp saddr ip 0.0.0.0 arp daddr ip ${vm} counter accept comment "arp probe"`,
      `arp saddr ip ${vm} arp daddr ip ${vm} counter accept comment "gratuitous"`,
      'ether type != ip accept',
      // What the guest's own services say by themselves, and answers.
      'ip daddr { 224.0.0.0/4, 255.255.255.255 } accept',
      'udp dport 67 accept',
      'tcp flags & (syn | ack) != syn accept',
      'icmp type { echo-reply, destination-unreachable } accept',
      ...[...keys].map(ruleOf),
      'counter accept comment "other"',
    ];
    const set = ['delete table netdev look', 'add table netdev look'].map((line) => `nft ${line}`).join('; ');
    const chain = `nft 'add chain netdev look out { type filter hook ingress device "port-vm" priority 0; }'`;
    await inHost(`${set}; ${chain} && ${rules.map((rule) => `nft 'add rule netdev look out ${rule}'`).join(' && ')}`);
  };

  const counted = async (): Promise<Sent> => {
    const rows = [...(await inHost('nft list table netdev look')).matchAll(/counter packets (\d+) .*comment "(.*)"/g)];
    const numbers = new Map(rows.map(([, packets, what = '']) => [what, Number(packets)]));
    const take = (what: string): number => {
      const number = numbers.get(what) ?? 0;
      numbers.delete(what);
      return number;
    };
    const [arpProbes, gratuitous, other] = [take('arp probe'), take('gratuitous'), take('other')];
    return { listed: numbers, arpProbes, gratuitous, other };
  };

  const sent = async (probe: ProbeLevel): Promise<Sent> => {
    const list = await listedFor(probe === 'none' ? 'standard' : probe);
    await count(list);
    await look(lab, probe);
    const result = await counted();
    const all = [...result.listed.values()].reduce((sum, one) => sum + one, 0);
    console.log(
      `      ${probe}: ${all} connections and queries, ${result.arpProbes} ARP probes, ${result.other} other`,
    );
    return result;
  };

  before(async () => {
    vm = await guestAddressOf(lab);
    await quietClock();
  });

  it('is nothing at level none', async () => {
    const { listed, arpProbes, gratuitous, other } = await sent('none');
    assert.deepEqual(
      [[...listed.values()].filter((packets) => packets > 0), arpProbes, gratuitous, other],
      [[], 0, 0, 0],
    );
  });

  for (const [probe, arp] of [
    ['standard', 0],
    ['deep', 3],
  ] as const) {
    it(`at level ${probe} goes to the listed destinations only, within the limits${arp > 0 ? ', and three ARP probes' : ''}`, async () => {
      const { listed, arpProbes, gratuitous, other } = await sent(probe);
      const all = [...listed.values()].reduce((sum, one) => sum + one, 0);
      assert.equal(other, 0, 'nothing but what was listed');
      assert.ok(all > 15 && all <= 150, `${all}`);
      assert.deepEqual([arpProbes, gratuitous], [arp, 0]);
      const unasked = [...listed].filter(([, packets]) => packets === 0).map(([key]) => key);
      assert.deepEqual(
        unasked.filter((key) => !key.startsWith('icmp 203.')),
        [],
        'nothing listed in vain but what waits for a TLS failure',
      );
    });
  }

  it('would be caught if it were anything else', async () => {
    await count(await listedFor('standard'));
    await lab.execIn('vm', 'nc -z -w 1 203.0.113.10 22; arping -c 1 -U -I eth0 $(hostname -I | cut -d " " -f 1)');
    const { other, gratuitous } = await counted();
    assert.deepEqual([other > 0, gratuitous > 0], [true, true]);
  });

  it('finds by ARP, at level deep, who else has the address', async () => {
    assert.deepEqual(
      valueOf((await look(lab, 'deep')).table, 'guest.arpProbe').map(
        ({ device, address, sent: packets, answeredBy }) => [device, address, packets, answeredBy.length],
      ),
      [['eth0', vm, 3, 0]],
    );
    await lab.fault('duplicate-address');
    const [probe] = valueOf((await look(lab, 'deep')).table, 'guest.arpProbe');
    await lab.heal();
    await quietClock();
    assert.deepEqual(probe?.answeredBy, [macAddresses.control]);
  });

  it('is listed by -WhatIf, which sends nothing and writes nothing', async () => {
    await count(await listedFor('standard'));
    const { stdout } = await onWindowsHost(
      lab,
      'Test-EflowNetwork -WhatIf; Save-EflowNetSnapshot -Path never.json -WhatIf',
    );
    const after = await counted();
    assert.deepEqual([[...after.listed.values()].filter((packets) => packets > 0), after.other], [[], 0]);
    // Where the host goes is compared with where it went in host-questions.test.ts.
    const shown = [...stdout.matchAll(/operation "(\w+) \((\w+)\), from (.*)" on target "(.*)"\./g)]
      .map(([, protocol, why, from = '', where]) => [protocol, why, from.replace(/(, )?\bhost$/, ''), where])
      .filter(([, , from]) => from !== '');
    const expected = (await listedFor('standard'))
      .map(
        ({ host, port, protocol, why, from }) =>
          `${protocol} ${why} ${from.filter((place) => place !== 'host').join(', ')} ${host}${port === null ? '' : `:${port}`}`,
      )
      .filter((line) => !line.includes(' offered '));
    assert.deepEqual(
      shown.map((words) => words.join(' ')),
      [...expected, ...expected],
    );
  });
});
