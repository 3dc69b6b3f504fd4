// "I added the rule and it is still blocked": each story is made in a real guest, told by Trace-EflowPacket and Test-EflowNetwork
// through PowerShell, and what the trace says of a change is confirmed by making it and sending the packet.
import assert from 'node:assert/strict';
import path from 'node:path';
import { openLab, type Lab, type Place } from '../../scripts/lab/lab-api.mjs';
import { objectsFrom } from '../support/labPowerShell.js';
import { connect, needLab, type Reach } from './lab-support.js';

interface Rule {
  readonly BackEnd: string;
  readonly Chain: string;
  readonly Number: number | null;
}

interface Trace {
  readonly Verdict: string;
  readonly Sender: string;
  readonly Message: string;
  readonly DecidedBy: Rule | null;
  readonly NearMisses: { Reason: string; Text: string }[];
  readonly Notes: string[];
  readonly Least: { Text: string }[];
  readonly Change: { Verdict: string; Opens: { Protocol: string; Port: string; SourcePort: string }[] } | null;
}

interface Finding {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Message: string;
}

const address = '172.27.120.111';

interface Story {
  readonly name: string;
  readonly fault: string | null;
  /** What somebody tried, in the guest. */
  readonly tried?: string;
  readonly from: string;
  readonly port: number;
  /** The verdict, and the rule that decides: back end, chain, place. */
  readonly verdict: string;
  readonly decidedBy?: string;
  /** What the trace says of it, among its near misses, notes and message. */
  readonly says: RegExp;
  /** What Test-EflowNetwork says, where it is a fault of the device. */
  readonly finding?: { readonly rule: string; readonly says: RegExp };
}

const stories: readonly Story[] = [
  {
    name: 'a terminal DROP before an ACCEPT',
    fault: 'terminal-drop',
    from: 'host',
    port: 9702,
    verdict: 'dropped',
    decidedBy: 'legacy INPUT 6',
    says: /rule 7 of INPUT .*--dport 9702 .*stands behind rule 6 of INPUT in filter \(legacy\): -A INPUT -j DROP/,
    finding: { rule: 'NF002', says: /9702.*-A INPUT -j DROP/ },
  },
  {
    name: 'a DROP in DOCKER-USER with the INPUT rule in place',
    fault: 'docker-user-drop',
    tried: 'iptables -w -A INPUT -p tcp -m tcp --dport 8883 -j ACCEPT',
    from: 'host',
    port: 8883,
    verdict: 'dropped',
    decidedBy: 'legacy DOCKER-USER 1',
    says: /-A INPUT .*--dport 8883 .*reached from INPUT alone, and this packet goes by FORWARD/,
    finding: { rule: 'NF001', says: /8883.*DOCKER-USER/ },
  },
  {
    name: 'a rule in DOCKER-USER on the published port of a remapped one',
    fault: 'docker-user-published-port',
    from: 'host',
    port: 8080,
    verdict: 'dropped',
    decidedBy: 'legacy DOCKER-USER 2',
    says: /looks at port 8080, but after translation the packet carries 80/,
    finding: { rule: 'NF001', says: /8080.*DOCKER-USER/ },
  },
  {
    name: 'the DNAT flushed, with docker-proxy answering behind INPUT',
    fault: 'nat-flushed',
    from: 'host',
    port: 8883,
    verdict: 'dropped',
    decidedBy: 'legacy INPUT policy',
    says: /edgeHub publishes port 8883, but no DNAT rule takes this packet there: .*docker-proxy/,
    finding: { rule: 'NF003', says: /8883.*edgeHub/ },
  },
  {
    name: "a module that calls the VM's own published port",
    fault: null,
    from: 'edgeAgent',
    port: 8080,
    verdict: 'dropped',
    decidedBy: 'legacy INPUT policy',
    says: /DNAT .*it is only for ! -i br-\w+, and this packet comes in by br-/,
  },
];

const told = ({ Message, Notes, NearMisses }: Trace): string =>
  [Message, ...Notes, ...NearMisses.map(({ Text }) => Text)].join('\n');

const placeOf = ({ BackEnd, Chain, Number: place }: Rule): string => `${BackEnd} ${Chain} ${place ?? 'policy'}`;

type Question = Pick<Story, 'from' | 'port'>;

const command = ({ from, port }: Question): string => `Trace-EflowPacket -From ${from} -To vm -Port ${port}`;

const trace = async (lab: Lab, question: Question): Promise<Trace> => {
  const [seen] = await objectsFrom<Trace>(lab, command(question));
  assert.ok(seen);
  return seen;
};

interface Looked {
  readonly trace: Trace;
  /** The same with the rules that it proposes, tried in the model. */
  readonly tried: Trace | null;
  readonly failing: readonly Finding[];
}

/** One look at the device, saved, answers all that a story asks of it; what comes of the change is asked live. */
const lookOnce = async (lab: Lab, question: Question): Promise<Looked> => {
  const saved = `-Snapshot '${path.join(lab.folder, 'story.json')}'`;
  const [seen] = await objectsFrom<Looked>(
    lab,
    `$null = Save-EflowNetSnapshot -Path '${path.join(lab.folder, 'story.json')}' -Force
     $trace, $tried = (${command(question)} ${saved}), $null
     if ($trace.Least.Count -gt 0) { $tried = ${command(question)} ${saved} -WithRule $trace.Least.Text }
     @{ trace = $trace; tried = $tried; failing = @(Test-EflowNetwork ${saved} -Outcome fail) }`,
  );
  assert.ok(seen);
  return seen;
};

/** Sends the packet that the trace is about. */
const send = async (lab: Lab, { from, port }: Question): Promise<Reach> => {
  if (from === 'host') return connect(lab, 'host' satisfies Place, address, port);
  const pid = (await lab.execIn('vm', `docker inspect --format '{{.State.Pid}}' ${from}`)).stdout.trim();
  const tried = await lab.execIn('vm', `nsenter -t ${pid} -n /usr/bin/nc -n -v -z -w 2 ${address} ${port}`);
  if (tried.code === 0) return 'open';
  return tried.stderr.includes('refused') ? 'refused' : 'silent';
};

/** The change that the trace asks for is tried in the model first, then made in the guest: both open the port. */
const confirm = async (lab: Lab, story: Question, { trace: before, tried }: Looked): Promise<void> => {
  const rules = before.Least.map(({ Text }) => Text);
  assert.ok(rules.length > 0, 'no rule is proposed');
  const Change = tried?.Change;
  assert.ok(Change);
  assert.equal(Change.Verdict, 'accepted');
  // In a chain that lets no answers in before, a rule for the port lets in as well what comes back to a client that uses it.
  const others = Change.Opens.filter(
    ({ Protocol, Port, SourcePort }) => Protocol !== 'tcp' || ![Port, SourcePort].includes(String(story.port)),
  );
  assert.ok(Change.Opens.length > 0);
  assert.deepEqual(others, []);
  for (const rule of rules) {
    const made = await lab.execIn('vm', rule.replace(/^(\S+) /, '$1 -w '));
    assert.equal(made.code, 0, made.stderr);
  }
  assert.equal(await send(lab, story), 'open');
  assert.equal((await trace(lab, story)).Verdict, 'accepted');
};

const play = async (lab: Lab, story: Story): Promise<void> => {
  if (story.fault !== null) await lab.fault(story.fault);
  if (story.tried !== undefined) assert.equal((await lab.execIn('vm', story.tried)).code, 0);
  const looked = await lookOnce(lab, story);
  const { trace: seen, failing } = looked;
  assert.deepEqual([seen.Verdict, seen.Sender], [story.verdict, 'timeOut'], told(seen));
  assert.equal(await send(lab, story), 'silent');
  if (story.decidedBy !== undefined) assert.equal(seen.DecidedBy && placeOf(seen.DecidedBy), story.decidedBy);
  assert.match(told(seen), story.says);
  const { finding } = story;
  if (finding !== undefined) {
    const named = failing.some(({ Rule, Message }) => Rule === finding.rule && finding.says.test(Message));
    assert.ok(named, JSON.stringify(failing, null, 1));
  }
  await confirm(lab, story, looked);
};

describe('Trace-EflowPacket in the lab', function () {
  const lab = openLab({ name: `trace-${process.pid}` });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());
  afterEach(() => lab.heal());

  for (const story of stories) {
    it(`tells ${story.name}`, async function () {
      this.timeout(600_000);
      await play(lab, story);
    });
  }

  it('tells an overlap of the subnets of switch and bridge, which no rule mends', async function () {
    this.timeout(600_000);
    const question = { from: 'host', port: 8883 };
    await lab.fault('container-subnet-overlap');
    const { trace: seen, failing } = await lookOnce(lab, question);
    assert.equal(seen.Sender, 'timeOut', told(seen));
    assert.match(seen.Message, /address of the VM itself|own link|reverse path/);
    assert.deepEqual([seen.DecidedBy, seen.Least], [null, []]);
    assert.notEqual(await send(lab, question), 'open');
    assert.ok(
      failing.some(({ Rule }) => Rule === 'IP013' || Rule === 'IP016'),
      JSON.stringify(failing, null, 1),
    );
    await lab.heal();
    assert.equal((await trace(lab, question)).Verdict, 'accepted');
    assert.equal(await send(lab, question), 'open');
  });
});

describe('Trace-EflowPacket in a guest with both back ends', function () {
  const lab = openLab({ name: `trace-both-${process.pid}`, os: 'azurelinux3' });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());
  afterEach(() => lab.heal());

  it('tells a legacy rule behind an nft ACCEPT', async function () {
    this.timeout(600_000);
    await play(lab, {
      name: 'a legacy rule behind an nft ACCEPT',
      fault: null,
      tried: 'iptables-legacy -w -A INPUT -p tcp -m tcp --dport 9702 -j DROP',
      from: 'host',
      port: 9702,
      verdict: 'dropped',
      decidedBy: 'legacy INPUT 1',
      says: /\(nft\), -A INPUT .*--dport 9702 .*in the other back end; the filter of both applies/,
      finding: { rule: 'NF002', says: /9702.*\(legacy\)/ },
    });
  });

  it('tells saved rules that pass --test and do not load', async function () {
    this.timeout(600_000);
    const question = { from: 'host', port: 9702 };
    await lab.fault('saved-rule-without-chain');
    assert.equal((await lab.execIn('vm', 'iptables-restore --test /etc/systemd/scripts/ip4save')).code, 0);
    const { trace: seen, failing } = await lookOnce(lab, question);
    assert.equal(seen.Verdict, 'accepted');
    assert.match(seen.Notes.join('\n'), /ip4save does not load .*EFLOW-IN.* after the next start/);
    assert.ok(
      failing.some(({ Rule, Message }) => Rule === 'NF009' && /EFLOW-IN/.test(Message)),
      JSON.stringify(failing),
    );

    await lab.restartGuest();
    assert.equal(await send(lab, question), 'silent');
    const dropped = await trace(lab, question);
    assert.deepEqual(
      [dropped.Verdict, dropped.DecidedBy && placeOf(dropped.DecidedBy)],
      ['dropped', 'nft INPUT policy'],
    );

    await lab.execIn('vm', "sed -i 's/^:INPUT/:EFLOW-IN - [0:0]\\n:INPUT/' /etc/systemd/scripts/ip4save");
    await lab.restartGuest();
    assert.deepEqual((await trace(lab, question)).Notes, []);
    assert.equal(await send(lab, question), 'open');
  });
});
