import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DnsPlan } from '../../../core/src/contract/dnsPlan.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { askCommand, dnsCommands, dnsScript, readAsked } from '../../../core/src/repairs/dnsCommands.js';

const plan = DnsPlan.parse(JSON.parse(readFileSync('test/contract/examples/DnsPlan/needed.json', 'utf8')));

/** The arguments that the guest's bash sees, according to a real shell. */
const argumentsSeen = (command: string): string[] => {
  const tail = /bash -s -- (.*)\|head -c \d+$/.exec(command)?.[1] ?? '';
  const { stdout } = spawnSync('sh', ['-c', `set -- ${tail}; for seen; do printf '%s\\0' "$seen"; done`], {
    encoding: 'utf8',
  });
  return stdout.split('\0').slice(0, -1);
};
const reply = (text: string): string => `noise\nEFLOWNETDIAG abcd1234 asked ${Buffer.from(text).toString('base64')}\n`;

describe('The commands for other DNS servers', () => {
  it('name what is to be done, in arguments', () => {
    const { apply, commit, settle, revert } = dnsCommands(plan, 'abcd1234', 420);
    assert.deepEqual(argumentsSeen(apply), ['abcd1234', 'apply', plan.id, 'eth0', '172.27.112.1', '420']);
    assert.deepEqual(argumentsSeen(commit), ['abcd1234', 'commit', plan.id]);
    assert.deepEqual(argumentsSeen(settle), ['abcd1234', 'settle', plan.id]);
    assert.deepEqual(argumentsSeen(revert), ['abcd1234', 'revert', plan.id]);
  });
  it('try after an undo what the VM needs, and of names those that had resolved in it before the repair', () => {
    const needs = { names: ['a.example', 'b.example'], worked: ['vm', 'network:bridge'] };
    const worked = needs.worked.map((from, index) => ({ from, name: needs.names[index] ?? '' }));
    const tried = (more: Partial<DnsPlan>): string[] =>
      argumentsSeen(dnsCommands({ ...plan, ...more }, 'abcd1234', 420).unapply);
    const head = ['abcd1234', 'unapply', plan.id, '420'];
    assert.deepEqual(tried({ names: needs.names, worked }), [...head, 'a.example,b.example', 'a.example']);
    assert.deepEqual(tried({ names: [], worked: [] }), [...head, '-', '-']);
    const { uncommit } = dnsCommands(plan, 'abcd1234', 420);
    assert.deepEqual(argumentsSeen(uncommit), ['abcd1234', 'uncommit', plan.id]);
  });
  it('tell a link without servers by a dash', () => {
    assert.equal(argumentsSeen(dnsCommands({ ...plan, before: [] }, 'abcd1234', 420).apply)[4], '-');
  });
  it('are none for a plan in which nothing is to be done', () => {
    for (const none of [{ servers: [] }, { link: '' }])
      assert.throws(() => dnsCommands({ ...plan, ...none }, 'abcd1234', 420), {
        ...{ id: 'PlanHasNoSteps', message: 'There is nothing to be done in this plan.' },
      });
  });
  it('let no value of a plan be more than an argument', () => {
    const hostile = { ...plan, before: ["';reboot;'"] };
    assert.throws(
      () => dnsCommands(hostile, 'abcd1234', 420),
      (error) => error instanceof CoreFault && error.id === 'GuestArgumentUnsafe',
    );
  });
  it('are one script that bash can parse', () => {
    assert.equal(spawnSync('bash', ['-n'], { input: dnsScript }).status, 0);
  });

  it('ask servers for names, and read what came of it', () => {
    assert.deepEqual(argumentsSeen(askCommand('abcd1234', ['10.0.0.1', '10.0.0.2'], ['a.example'])), [
      'abcd1234',
      'ask',
      '-',
      '10.0.0.1,10.0.0.2',
      'a.example',
    ]);
    const rows = '10.0.0.1\ta.example\tanswered\tNOERROR\t1.2.3.4,1.2.3.5\n10.0.0.2\ta.example\tsilent\t\t';
    assert.deepEqual(
      readAsked('abcd1234', reply(rows))?.map(({ server, state, addresses }) => [server, state, addresses]),
      [
        ['10.0.0.1', 'answered', ['1.2.3.4', '1.2.3.5']],
        ['10.0.0.2', 'silent', []],
      ],
    );
  });
  it('take a row that ends early, and a blank one between, for what they say', () => {
    const [first, second, ...more] =
      readAsked('abcd1234', reply('10.0.0.1\ta.example\tsilent\n \r\n10.0.0.2\ta.example\tsilent\t\t')) ?? [];
    const silent = { state: 'silent', rcode: null, addresses: [], tookMs: null };
    const asked = { from: 'vm', transport: 'udp', name: 'a.example', ...silent };
    assert.deepEqual([first, second, more], [{ ...asked, server: '10.0.0.1' }, { ...asked, server: '10.0.0.2' }, []]);
  });
  it('take nothing for an answer that says otherwise than that it was asked', () => {
    const row = '10.0.0.1\ta.example\tanswered\tNOERROR\t1.2.3.4';
    assert.equal(readAsked('abcd1234', reply(row).replace('asked', 'busy')), null);
  });
  it('take nothing for an answer that carries another nonce, or garbage', () => {
    assert.equal(readAsked('ffff1234', reply('10.0.0.1\ta.example\tanswered\tNOERROR\t1.2.3.4')), null);
    assert.equal(readAsked('abcd1234', reply('10.0.0.1 answered')), null);
    assert.equal(readAsked('abcd1234', ''), null);
  });
});
