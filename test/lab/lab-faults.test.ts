// Each fault of the lab has its real effect, seen in packets or in what the guest itself says, and healing undoes it.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { faultNames, findFault } from '../../scripts/lab/faults.mjs';
import { rules } from '../../core/src/engine/registry.gen.js';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import { hostNetworkPort } from '../../scripts/lab/containers.mjs';
import { connect, guestAddressOf, needLab, type Reach, resolve } from './lab-support.js';

const hub = 'contoso-hub.azure-devices.net';
const hubAddress = '203.0.113.10';
const dns = '172.27.112.1';
const usual = '172.27.120.111';

const inGuest = async (lab: Lab, command: string): Promise<string> => (await lab.execIn('vm', command)).stdout.trim();

const tls = async (lab: Lab): Promise<string> =>
  inGuest(
    lab,
    `timeout 3 openssl s_client -connect ${hubAddress}:8883 -servername ${hub} </dev/null 2>&1; echo "rc $?"`,
  );

/** What is looked at after each fault; a fault names those that it changes, all others have to be as in the healthy lab. */
const looks = {
  address: (lab: Lab) => guestAddressOf(lab),
  defaultRoutes: (lab: Lab) => inGuest(lab, 'ip -4 route show default | wc -l'),
  linkDns: (lab: Lab) => inGuest(lab, 'resolvectl dns eth0 2>/dev/null | sed "s/.*: *//;s/^Link.*//"'),
  name: (lab: Lab) => resolve(lab, hub),
  mqtt: (lab: Lab): Promise<Reach> => connect(lab, 'vm', hubAddress, 8883),
  amqp: (lab: Lab): Promise<Reach> => connect(lab, 'vm', hubAddress, 5671),
  https: (lab: Lab): Promise<Reach> => connect(lab, 'vm', hubAddress, 443),
  published: (lab: Lab): Promise<Reach> => connect(lab, 'host', usual, 8883),
  remapped: (lab: Lab): Promise<Reach> => connect(lab, 'host', usual, 8080),
  hostNetwork: (lab: Lab): Promise<Reach> => connect(lab, 'host', usual, hostNetworkPort),
};

type Look = keyof typeof looks;

const healthy: Record<Look, string> = {
  address: usual,
  defaultRoutes: '1',
  linkDns: dns,
  name: hubAddress,
  mqtt: 'open',
  amqp: 'open',
  https: 'open',
  published: 'open',
  remapped: 'open',
  hostNetwork: 'open',
};

const lookAll = async (lab: Lab): Promise<Record<string, string>> => {
  const entries = await Promise.all(
    Object.entries(looks).map(async ([name, look]): Promise<[string, string]> => [name, await look(lab)]),
  );
  return Object.fromEntries(entries);
};

interface Effect {
  /** What differs from the healthy lab; a pattern where a value isn't fixed. */
  readonly changes: Partial<Record<Look, string | RegExp>>;
  /** What else has to be so. */
  readonly also?: (lab: Lab) => Promise<void>;
}

const cutOff = { name: '', mqtt: 'unreachable', amqp: 'unreachable', https: 'unreachable' } as const;
// Whether the kernel gives up on the neighbour before the connection's time is over is a matter of timing.
const lost = /^(silent|unreachable)$/;
const noInbound = { published: lost, remapped: lost, hostNetwork: lost } as const;

const effects: Record<string, Effect> = {
  'agent-address-differs': {
    changes: {},
    also: async (lab) => {
      const { readFileSync } = await import('node:fs');
      const answer: unknown = JSON.parse(readFileSync(`${lab.folder}/agent.json`, 'utf8'));
      assert.deepEqual(answer, { ip: '172.27.118.7', sourceWording: 'retrieved from NodeAgent' });
    },
  },
  'no-address': { changes: { ...cutOff, ...noInbound, address: '', defaultRoutes: '0', linkDns: '' } },
  'link-local-address': {
    changes: { ...cutOff, ...noInbound, address: /^169\.254\./, defaultRoutes: '0', linkDns: '' },
  },
  'no-default-route': {
    changes: { defaultRoutes: '0', mqtt: 'unreachable', amqp: 'unreachable', https: 'unreachable' },
  },
  'no-dns-server': { changes: { linkDns: '', name: '' } },
  'dhcp-without-dns': {
    changes: { linkDns: '', name: '' },
    also: async (lab) => assert.equal(await resolve(lab, hub, dns), hubAddress),
  },
  'name-not-routed': {
    changes: { name: '' },
    also: async (lab) => {
      assert.equal(await resolve(lab, hub, dns), hubAddress);
      // What the finding tells to do mends it.
      await inGuest(lab, 'resolvectl default-route eth0 yes');
      assert.equal(await resolve(lab, hub), hubAddress);
    },
  },
  'dns-server-silent': {
    changes: { name: '' },
    also: async (lab) => assert.match(await inGuest(lab, `dig +tries=1 +time=1 ${hub} @${dns}`), /timed out/),
  },
  'hub-8883-blocked': {
    changes: { mqtt: 'silent' },
    also: async (lab) => assert.match(await inGuest(lab, 'cat /etc/aziot/config.toml'), /UpstreamProtocol = "Mqtt"/),
  },
  'hub-5671-blocked': {
    changes: { amqp: 'silent' },
    also: async (lab) => {
      assert.match(await inGuest(lab, 'cat /etc/aziot/config.toml'), /UpstreamProtocol = "Amqp"/);
      assert.match(
        await inGuest(lab, "docker inspect --format '{{json .Config.Env}}' edgeAgent"),
        /UpstreamProtocol=Amqp"/,
      );
    },
  },
  'hub-443-blocked': {
    changes: { https: 'silent' },
    also: async (lab) => {
      assert.match(await inGuest(lab, 'cat /etc/aziot/config.toml'), /UpstreamProtocol = "AmqpWs"/);
      // Only the hub's: provisioning and the registry use the same port.
      assert.equal(await connect(lab, 'vm', '203.0.113.11', 443), 'open');
    },
  },
  'docker-user-drop': {
    changes: { published: 'silent' },
    also: async (lab) =>
      assert.match(await inGuest(lab, 'iptables -nvxL DOCKER-USER'), /^ +[1-9]\d* .*DROP .*dpt:8883/m),
  },
  'dnat-missing': { changes: { published: 'silent' } },
  'terminal-drop': {
    changes: { hostNetwork: 'silent' },
    also: async (lab) => assert.match(await inGuest(lab, 'iptables -S INPUT'), /-j DROP\n.*--dport 9702 -j ACCEPT$/),
  },
  'docker-user-published-port': {
    changes: { remapped: 'silent' },
    also: async (lab) =>
      assert.match(await inGuest(lab, 'iptables -nvxL DOCKER-USER'), /^ +0 .*ACCEPT .*dpt:8080\n +[1-9]\d* .*DROP/m),
  },
  'nat-flushed': {
    changes: { published: 'silent', remapped: 'silent' },
    also: async (lab) => assert.match(await inGuest(lab, 'ss -lntp'), /:8883 .*docker-proxy/),
  },
  'firewall-restarted': {
    changes: { published: 'silent', remapped: 'silent' },
    also: async (lab) => assert.doesNotMatch(await inGuest(lab, 'iptables -S; iptables -t nat -S'), /DOCKER/),
  },
  'input-drops-host-network-port': {
    changes: { hostNetwork: 'silent' },
    also: async (lab) => {
      await lab.restartGuest();
      assert.equal(await connect(lab, 'host', usual, hostNetworkPort), 'silent');
    },
  },
  'drop-before-accept': {
    changes: { hostNetwork: 'silent' },
    also: async (lab) => {
      await lab.restartGuest();
      assert.equal(await connect(lab, 'host', usual, hostNetworkPort), 'silent');
      assert.match(await inGuest(lab, 'iptables -S INPUT'), /--dport 9702 -j ACCEPT/);
    },
  },
  'duplicate-address': {
    // Which of the two machines gets a packet is a matter of who spoke last: neither direction can be relied on.
    changes: {
      ...{ name: /.*/, mqtt: /.*/, amqp: /.*/, https: /.*/, published: /.*/, remapped: /.*/, hostNetwork: /.*/ },
    },
    also: async (lab) => {
      const held = (await lab.execIn('control', 'ip -4 -o address show dev eth0')).stdout;
      assert.match(held, new RegExp(`inet ${usual}/20`));
    },
  },
  'two-default-routes': {
    changes: { defaultRoutes: '2' },
    also: async (lab) => {
      const metrics = (await inGuest(lab, 'ip -4 route show default')).match(/metric \d+/g) ?? [];
      assert.deepEqual(new Set(metrics).size, 1);
    },
  },
  'rp-filter': {
    changes: {},
    also: async (lab) => {
      const own = (await inGuest(lab, 'ip -4 -o address show dev eth1')).split(/\s+/)[3]?.split('/')[0] ?? '';
      // From the LAN itself the answer leaves where the question came in; from beyond it does not.
      assert.equal(await connect(lab, 'neighbour', own, hostNetworkPort), 'open');
      assert.equal(await connect(lab, 'cloud', own, hostNetworkPort), 'silent');
      await lab.execIn('vm', 'for f in all eth1; do echo 0 > /proc/sys/net/ipv4/conf/$f/rp_filter; done');
      await lab.execIn('vm', 'ip route add 203.0.113.0/24 via 192.168.50.1 dev eth1');
      assert.equal(await connect(lab, 'cloud', own, hostNetworkPort), 'open');
    },
  },
  'nat-wrong-prefix': { changes: { mqtt: 'silent', amqp: 'silent', https: 'silent' } },
  'security-baseline': { changes: { ...cutOff, ...noInbound, address: '', defaultRoutes: '0', linkDns: '' } },
  'ics-stopped': { changes: { ...cutOff, ...noInbound, address: '', defaultRoutes: '0', linkDns: '' } },
  'firewall-after-engine': { changes: { published: 'silent', remapped: 'silent' } },
  'host-network-half-set': {
    changes: { hostNetwork: 'refused' },
    also: async (lab) => {
      const format =
        '{{.State.Status}} {{.HostConfig.NetworkMode}} {{range $name, $end := .NetworkSettings.Networks}}{{$name}}{{end}}';
      assert.equal(
        await inGuest(lab, `docker inspect --format '${format}' opcPublisher`),
        'created host azure-iot-edge',
      );
    },
  },
  'nat-missing': { changes: { mqtt: 'silent', amqp: 'silent', https: 'silent' } },
  'public-dns-silent': { changes: { linkDns: '8.8.8.8', name: '' } },
  'resolver-stopped': {
    changes: { name: '', linkDns: '' },
    also: async (lab) => assert.equal(await inGuest(lab, 'systemctl is-active systemd-resolved'), 'inactive'),
  },
  'tls-other-issuer': {
    changes: {},
    also: async (lab) => {
      const seen = await tls(lab);
      assert.match(seen, /issuer=.*CN = Contoso TLS Inspection CA/);
      assert.doesNotMatch(seen, /Verify return code: 0 /);
    },
  },
  'small-mtu': {
    changes: {},
    also: async (lab) => {
      assert.match(await tls(lab), /rc 124$/);
      const ping = async (size: number) =>
        (await lab.execIn('vm', `ping -c 1 -W 1 -M do -s ${size} ${hubAddress}`)).code;
      assert.deepEqual([await ping(1200), await ping(1400)], [0, 1]);
    },
  },
  'clock-off': {
    changes: {},
    also: async (lab) => {
      const behind = Date.now() / 1000 - Number(await inGuest(lab, 'date -u +%s'));
      assert.ok(Math.abs(behind - 7200) < 5, `${behind}`);
      assert.equal((await lab.execIn('vm', 'test -e /run/systemd/timesync/synchronized')).code, 1);
    },
  },
  'proxy-half-set': {
    changes: {},
    also: async (lab) => {
      assert.match(await inGuest(lab, 'systemctl show --property=Environment docker'), /HTTPS_PROXY=/);
      assert.doesNotMatch(await inGuest(lab, 'systemctl show --property=Environment aziot-identityd'), /PROXY/);
      const hello =
        'openssl s_client -proxy proxy.contoso.com:3128 -connect contoso-hub.azure-devices.net:443 </dev/null 2>&1';
      assert.match(await inGuest(lab, hello), /^New, .*Cipher is (?!\(NONE\))/m);
    },
  },
  'container-subnet-overlap': {
    // The gateway's address is now the bridge's own: its name server is lost, packets that only pass through it are not.
    changes: { ...noInbound, name: '' },
    also: async (lab) => assert.match(await inGuest(lab, 'ip -4 route'), /^172\.27\.112\.0\/24 dev br-/m),
  },
  'docker-hangs': {
    changes: {},
    also: async (lab) => assert.equal((await lab.execIn('vm', 'timeout 1 docker ps')).code, 124),
  },
  'disk-full': {
    changes: {},
    also: async (lab) => assert.match((await lab.execIn('vm', 'echo x > /etc/probe')).stderr, /No space left/),
  },
  'no-gzip': {
    changes: {},
    also: async (lab) => assert.equal((await lab.exec('command -v gzip')).code, 1),
  },
  'no-bash': {
    changes: {},
    also: async (lab) => {
      assert.notEqual((await lab.exec('command -v bash')).code, 0);
      assert.equal((await lab.exec('echo "$0"')).stdout, '/bin/sh\n');
    },
  },
  'sudo-password': {
    changes: {},
    also: async (lab) => assert.match((await lab.exec('sudo -n true')).stderr, /password is required/),
  },
};

/** Faults of guests that have both back ends. */
const onBothBackEnds: Record<string, Effect> = {
  'saved-rule-without-chain': {
    changes: {},
    also: async (lab) => {
      const tried = await lab.execIn('vm', 'iptables-restore --test /etc/systemd/scripts/ip4save');
      assert.equal(tried.code, 0, tried.stderr);
      await lab.restartGuest();
      assert.match(await inGuest(lab, 'iptables -S INPUT'), /^-P INPUT DROP$/);
      assert.equal(await connect(lab, 'host', usual, hostNetworkPort), 'silent');
    },
  },
};

/** On a busy machine a connection that is tried while all comes up again may be late once: what is broken still is so twice. */
const shouldBeHealthy = async (lab: Lab): Promise<void> => {
  const seen = await lookAll(lab);
  assert.deepEqual(isDeepStrictEqual(seen, healthy) ? seen : await lookAll(lab), healthy);
};

const testEach = (lab: Lab, table: Readonly<Record<string, Effect>>): void => {
  for (const [name, effect] of Object.entries(table)) {
    it(`${name}: breaks what it says and nothing else, and healing undoes it`, async () => {
      await lab.fault(name);
      const seen = await lookAll(lab);
      for (const look of Object.keys(looks) as Look[]) {
        const wanted = effect.changes[look] ?? healthy[look];
        if (wanted instanceof RegExp) assert.match(seen[look] ?? '', wanted, look);
        else assert.equal(seen[look], wanted, look);
      }
      await effect.also?.(lab);
      await lab.heal();
      await shouldBeHealthy(lab);
    });
  }
};

describe("the lab's faults", function () {
  const lab = openLab({ name: `faults-${process.pid}` });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  // One fault that isn't healed by its own test must not fail all others.
  afterEach(async function () {
    if (this.currentTest?.isFailed() === true) await lab.heal();
  });

  it('are all tested here, and say what they are', async () => {
    assert.deepEqual([...Object.keys(effects), ...Object.keys(onBothBackEnds)].sort(), faultNames());
    for (const name of faultNames()) {
      const fault = await findFault(name);
      assert.equal(fault.name, name);
      assert.ok(fault.about.length > 10 && fault.expects.length > 10);
      assert.ok(fault.finds === null || rules.some(({ id }) => id === fault.finds), `${name}: ${fault.finds ?? ''}`);
    }
  });

  it('are not there in a healthy lab', async () => {
    assert.deepEqual(await lookAll(lab), healthy);
  });

  testEach(lab, effects);
});

describe("the lab's faults of a guest with both back ends", function () {
  const lab = openLab({ name: `faults-both-${process.pid}`, os: 'azurelinux3' });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  testEach(lab, onBothBackEnds);
});
