import { rowsOf } from '../toldScene.js';

/** What comes of marks one after the other, by the descriptions of MARK and CONNMARK in iptables-extensions(8). */
const chained: readonly (readonly [targets: readonly string[], condition: string])[] = [
  [['MARK --set-mark 0x6'], '-m mark --mark 0x6'],
  [['MARK --set-mark 0x6', 'MARK --set-mark 0x9'], '-m mark --mark 0x9'],
  [['MARK --set-mark 0x6', 'MARK --set-xmark 0x1/0x3'], '-m mark --mark 0x5'],
  [['MARK --set-mark 0x6', 'MARK --set-xmark 0x4/0x3'], '-m mark --mark 0x0'],
  [['MARK --set-mark 0x6', 'MARK --set-mark 0x4/0x3'], '-m mark --mark 0x4'],
  [['MARK --set-mark 0x6', 'MARK --and-mark 0x2'], '-m mark --mark 0x2'],
  [['MARK --set-mark 0x6', 'MARK --or-mark 0x1'], '-m mark --mark 0x7'],
  [['MARK --set-mark 0x6', 'MARK --xor-mark 0x3'], '-m mark --mark 0x5'],
  [['MARK --set-mark 0x6'], '-m mark --mark 0x2/0x3'],
  [['MARK --set-mark 0x6'], '-m mark ! --mark 0x2'],
  [['CONNMARK --set-mark 0x6'], '-m connmark --mark 0x6'],
  [['CONNMARK --set-mark 0x6'], '-m connmark ! --mark 0x2'],
  [['CONNMARK --set-mark 0x6'], '-m mark --mark 0x0'],
  [['CONNMARK --set-mark 0x6', 'CONNMARK --set-xmark 0x1/0x3'], '-m connmark --mark 0x5'],
  [['MARK --set-mark 0x6', 'CONNMARK --save-mark'], '-m connmark --mark 0x6'],
  [['CONNMARK --set-mark 0x6', 'CONNMARK --restore-mark'], '-m mark --mark 0x6'],
  [
    ['MARK --set-mark 0x5', 'CONNMARK --set-mark 0xa', 'CONNMARK --save-mark --nfmask 0x1 --ctmask 0x3'],
    '-m connmark --mark 0x9',
  ],
  [
    ['MARK --set-mark 0x5', 'CONNMARK --set-mark 0xa', 'CONNMARK --restore-mark --nfmask 0x1 --ctmask 0x2'],
    '-m mark --mark 0x6',
  ],
  [['MARK --set-mark 0x7', 'CONNMARK --save-mark --mask 0x3'], '-m connmark --mark 0x3'],
];

export const marks = rowsOf([
  ...chained.map(([targets, condition]) => ({
    name: `${targets.join(', then ')}: ${condition}`,
    parts: {
      mangle: targets.map((target) => `-A PREROUTING -j ${target}`),
      filter: [`-A INPUT ${condition} -m conntrack --ctstate NEW -j DROP`],
    },
    ended: 'gone',
    met: [...targets.map((_target, at) => `mangle PREROUTING ${at + 1}`), 'filter INPUT 1'],
  })),
  {
    name: 'a mark of the connection is not one of what is not tracked',
    parts: {
      raw: ['-A PREROUTING -j NOTRACK'],
      mangle: ['-A PREROUTING -j MARK --set-mark 0x6', '-A PREROUTING -j CONNMARK --restore-mark'],
      filter: ['-A INPUT -m mark --mark 0x6 -j DROP'],
    },
    ended: 'gone',
    met: ['raw PREROUTING 2', 'mangle PREROUTING 1', 'mangle PREROUTING 2', 'filter INPUT 1'],
  },
]);
