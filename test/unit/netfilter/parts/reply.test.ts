import assert from 'node:assert/strict';
import { describeField } from '../../../../core/src/model/netfilter/field.js';
import { startFlow, type Flow } from '../../../../core/src/model/netfilter/flow.js';
import { groundOf } from '../../../../core/src/model/netfilter/ground.js';
import { explore } from '../../../../core/src/model/netfilter/oracle.js';
import {
  noListenerAnswer,
  noRouteAnswer,
  refusalOf,
  replyTo,
  type AnswerKind,
} from '../../../../core/src/model/netfilter/reply.js';
import { device, packetOf, rulesOf } from '../worlds.js';

const ground = groundOf(device(rulesOf({})));
const KNOCK = packetOf('tcp 172.30.224.1 > 203.0.113.5:22', 'eth0', { sourcePort: [50000, 50000] });
const DATAGRAM = { ...KNOCK, protocol: [17, 17] } as const;
const PING = packetOf('icmp 172.30.224.1 > 203.0.113.5');

const reply = (flow: Flow, kind: AnswerKind, inInterface: string | null = null): Flow => {
  const [way = assert.fail()] = explore(
    (ask) => replyTo({ ground, flow, ask, trail: [], nextHop: null, watch: null }, inInterface, kind),
    1,
  ).ways;
  return way.value;
};

const headers = ({ protocol, now, icmpType, icmpCode }: Flow): readonly string[] =>
  [protocol, now.source, now.sourcePort, now.destination, now.destinationPort, icmpType, icmpCode].map(describeField);

describe('What the kernel answers', () => {
  it('where it has no way, by the type of the route (ip_error)', () => {
    assert.deepEqual(noRouteAnswer('none'), { unreachable: 0, attached: true });
    assert.deepEqual(noRouteAnswer('unreachable'), { unreachable: 1, attached: true });
    assert.deepEqual(noRouteAnswer('prohibit'), { unreachable: 13, attached: true });
  });

  it('where nobody listens, by the protocol', () => {
    assert.equal(noListenerAnswer(startFlow(KNOCK)), 'reset');
    assert.deepEqual(noListenerAnswer(startFlow(DATAGRAM)), { unreachable: 3, attached: false });
  });

  it('for REJECT, by its type', () => {
    assert.equal(refusalOf('tcp-reset'), 'refusal');
    assert.deepEqual(refusalOf('icmp-host-prohibited'), { unreachable: 10, attached: true });
    assert.deepEqual(refusalOf('no-idea'), { unreachable: 3, attached: true });
  });
});

describe('An error', () => {
  const error = { unreachable: 1, attached: true } as const;
  const told = (source: string): readonly string[] => [
    'protocol 1',
    `source ${source}`,
    'source port 0',
    'source 172.30.224.1',
    'port 0',
    'icmp type 3',
    'icmp code 1',
  ];

  it('about what was passing comes from the address that leads to the sender, and is sent without one (icmp_route_lookup)', () => {
    const answer = reply(startFlow(KNOCK), error);
    assert.deepEqual(headers(answer), told('172.30.230.10'));
    assert.equal(answer.unaddressed, true);
  });

  it('about what was for the VM comes from the address that was asked', () => {
    const answer = reply({ ...startFlow(packetOf('tcp 172.30.224.1 > 172.17.0.1:22')), delivered: true }, error);
    assert.equal(describeField(answer.now.source), 'destination 172.17.0.1');
    assert.equal(answer.unaddressed, false);
    assert.equal(answer.delivered, false);
  });

  it("about the VM's own comes from the address that was asked", () => {
    const answer = reply(startFlow({ ...KNOCK, inInterface: null }), error);
    assert.equal(describeField(answer.now.source), 'destination 203.0.113.5');
    assert.equal(answer.unaddressed, false);
  });
});

describe('An answer', () => {
  const tracked: Flow = { ...startFlow(KNOCK), tracked: true, bridged: true, mark: 7 };
  const state = ({
    reply: isReply,
    state: seen,
    tracked: known,
    destinationSettled,
    sourceSettled,
  }: Flow): unknown[] => [isReply, seen, known, destinationSettled, sourceSettled];

  it('goes the other way round, and nothing sticks to it', () => {
    const answer = reply(tracked, 'same', 'eth9');
    assert.deepEqual(headers(answer), [
      'protocol 6',
      'destination 203.0.113.5',
      'port 22',
      'source 172.30.224.1',
      'source port 50000',
      'icmp type 0',
      'icmp code 0',
    ]);
    const { inInterface, outInterface, bridgePorts, bridged, mark, local, tcpFlags, frameDestination } = answer;
    assert.deepEqual(
      [inInterface, outInterface, bridgePorts, bridged, mark, local, tcpFlags],
      ['eth9', null, null, false, 0, false, 18],
    );
    assert.equal(frameDestination, answer.now.destination);
    assert.equal(reply(tracked, 'same').local, true);
  });

  it('belongs to the connection, and nat is not asked about it', () => {
    assert.deepEqual(state(reply(tracked, 'same')), [true, 'ESTABLISHED', false, true, true]);
    assert.deepEqual(state(reply(tracked, 'reset')), [true, 'ESTABLISHED', false, true, true]);
    assert.deepEqual(state(reply(tracked, 'refusal')), [true, 'RELATED', true, true, true]);
    assert.deepEqual(state(reply(tracked, { unreachable: 3, attached: true })), [true, 'RELATED', true, true, true]);
    assert.deepEqual(state(reply(tracked, { unreachable: 3, attached: false })), [true, 'RELATED', false, true, true]);
  });

  it('to what is not tracked fits no connection, but for a datagram: that begins one', () => {
    const untracked = (packet: typeof KNOCK): Flow => ({ ...startFlow(packet), state: 'UNTRACKED', connectionMark: 7 });
    assert.deepEqual(state(reply(untracked(KNOCK), 'same')), [true, 'INVALID', false, true, true]);
    assert.deepEqual(state(reply(untracked(PING), 'same')), [true, 'INVALID', false, true, true]);
    assert.deepEqual(state(reply(untracked(DATAGRAM), { unreachable: 3, attached: true })), [
      true,
      'INVALID',
      false,
      true,
      true,
    ]);
    const begun = reply(untracked(DATAGRAM), 'same');
    assert.deepEqual(state(begun), [false, 'NEW', false, false, false]);
    assert.deepEqual([begun.original, begun.connectionMark], [begun.now, 0]);
    assert.notEqual(begun.original, begun.now);
  });

  it('that resets acknowledges what acknowledged nothing itself (RFC 9293, 3.5.2)', () => {
    const flags = (tcpFlags: number | null, kind: AnswerKind, packet = KNOCK): number | null =>
      reply({ ...startFlow(packet), tcpFlags }, kind).tcpFlags;
    assert.deepEqual(
      [flags(2, 'reset'), flags(null, 'reset'), flags(16, 'reset'), flags(2, 'refusal')],
      [20, 20, 4, 20],
    );
    assert.deepEqual([flags(2, 'same'), flags(2, 'refusal', DATAGRAM)], [18, 18]);
  });
});
