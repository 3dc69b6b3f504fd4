import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { collectScript } from '../../../core/src/guest/collectScript.js';
import { parseUpstream } from '../../../core/src/parse/guest/upstream.js';
import { fewTools, pathWith, temporaryFolder } from './guestSupport.js';
import { proxyPasswords } from '../../support/proxyPasswords.js';
import { plainBash } from '../../support/plainBash.js';

/** All but the line that begins to look. */
const parts = collectScript.replace(/\nrun "\$@"\s*$/, '');

describe('Parts of the script for the guest', function () {
  const { folder, remove } = temporaryFolder();
  after(remove);
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  /** Runs shell text after the parts, with arguments, standard input and stand-ins for tools. */
  const run = (
    text: string,
    args: readonly string[] = [],
    input = '',
    standIns: Readonly<Record<string, string>> = {},
  ) => {
    const env = { PATH: pathWith(folder, [...fewTools, 'tail'], standIns), LC_ALL: 'C' };
    // As in the guest: the script comes by another way than standard input's words.
    const ran = spawnSync('/bin/bash', [...plainBash.slice(1), `${parts}\nLIMIT=60\n${text}`, 'bash', ...args], {
      env,
      input,
      encoding: 'utf8',
      timeout: 20_000,
    });
    return { stdout: ran.stdout, code: ran.status };
  };

  /** One line for each argument: yes or no, as the function says. */
  const judge = (name: string, values: readonly string[]): boolean[] =>
    run(`for value in "$@"; do if ${name} "$value"; then echo yes; else echo no; fi; done`, values)
      .stdout.trim()
      .split('\n')
      .map((answer) => answer === 'yes');

  describe('what may reach a command', () => {
    const hosts = ['a', 'contoso-hub.azure-devices.net', 'DESKTOP-1', '10.0.0.1', 'a_b.example', `${'a'.repeat(63)}.b`];
    const noHosts = [
      '',
      '.',
      'a..b',
      '.a',
      'a.',
      '-a',
      'a-',
      'a b',
      'a/b',
      'a;b',
      '$(id)',
      '`id`',
      'a\nb',
      "a'b",
      'a"b',
      'ä',
      'a[0]',
      '%x',
      '\\x41',
      'a'.repeat(64),
      `${'a.'.repeat(126)}bc`,
    ];
    it('as a host name', () =>
      assert.deepEqual(judge('is_host', [...hosts, ...noHosts]), [
        ...hosts.map(() => true),
        ...noHosts.map(() => false),
      ]));

    const addresses = ['10.0.0.1', 'fe80::1%eth0', '::1', '2001:db8::53'];
    const noAddresses = [
      '',
      'a',
      '10.0.0',
      '10.0.0.1/x',
      '1.2.3.4 5',
      'fe80::1%e/../x',
      '::1;id',
      ':',
      `${'1'.repeat(70)}::`,
    ];
    it('as an address', () =>
      assert.deepEqual(judge('is_address', [...addresses, ...noAddresses.filter((one) => one !== ':')]), [
        ...addresses.map(() => true),
        ...noAddresses.slice(1).map(() => false),
      ]));

    it('never anything with a character that a shell, a path or a pattern knows', () => {
      const values = fc.sample(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\0')),
        300,
      );
      const special = /[^A-Za-z0-9._:%-]/;
      for (const name of ['is_host', 'is_address', 'is_ipv4']) {
        judge(name, values).forEach((yes, at) =>
          assert.ok(!yes || !special.test(values[at] ?? ''), JSON.stringify(values[at])),
        );
      }
    });
  });

  describe('passwords', () => {
    for (const [value, expected] of proxyPasswords) {
      it(`of ${value} stay in the guest`, () =>
        assert.equal(
          run('proxy_variables engine', [], `https_proxy=${value}\n`).stdout,
          `engine\thttps_proxy\t${expected}${value === expected ? '' : '\tcredentials'}\n`,
        ));
    }

    it('never come out, however the address is written', () => {
      const word = fc.string({ unit: fc.constantFrom(...'ab:/.@%!-'.split('')), maxLength: 6 });
      const values = fc
        .sample(fc.tuple(fc.constantFrom('http://', 'https://', ''), word, word), 60)
        .map(([scheme, before, after]) => `${scheme}user:${before}SECRET${after}@proxy.example:3128`);
      const { stdout } = run('proxy_variables engine', [], values.map((value) => `HTTPS_PROXY=${value}\n`).join(''));
      assert.ok(stdout.includes('proxy.example'));
      assert.ok(!stdout.includes('SECRET'));
    });

    const told: [string, string][] = [
      ['no_proxy=localhost,[fd00::1]', 'no_proxy\tlocalhost,[fd00::1]'],
      ['NO_PROXY=localhost, 127.0.0.1', 'NO_PROXY\tlocalhost, 127.0.0.1'],
      ['https_proxy=http://CORP\\u:pw@p:3128', 'https_proxy\thttp://p:3128\tcredentials'],
      ['https_proxy=http://u:p#w"\'(@p:3128', 'https_proxy\thttp://p:3128\tcredentials'],
      ['https_proxy=http://p`id`:3128', 'https_proxy\t\tunread'],
      ['https_proxy=http://u:p@p\u001b[31m', 'https_proxy\t\tunread'],
    ];
    for (const [line, expected] of told) {
      it(`and brackets, blanks and passwords hide no setting: ${JSON.stringify(line)}`, () =>
        assert.equal(run('proxy_variables engine', [], `${line}\n`).stdout, `engine\t${expected}\n`));
    }

    const printed: [string, string][] = [
      [
        'A=1 "NO_PROXY=localhost, 127.0.0.1, .contoso.com" B=2',
        'A=1\nNO_PROXY=localhost, 127.0.0.1, .contoso.com\nB=2',
      ],
      ['NO_PROXY=a,\\ b C=3', 'NO_PROXY=a, b\nC=3'],
      ['"X=a\\"b\\\\c" Y="d e"', 'X=a"b\\c\nY=d e'],
      ['', ''],
    ];
    for (const [line, words] of printed) {
      it(`and blanks within quotes end no variable of a unit: ${line}`, () =>
        assert.equal(
          run('unit_environment docker.service', [], '', { systemctl: `cat <<'end'\n${line}\nend` }).stdout.trimEnd(),
          words,
        ));
    }

    it('and other variables are not passed on', () => {
      const lines = [
        'PATH=/bin',
        'MY_https_proxy=http://x',
        'https_proxy_x=1',
        'CONNECTION=HostName=a;SharedAccessKey=SECRET',
        'no_proxy=a,b',
        ' https_proxy=x',
        'https_proxy=$(id)',
      ];
      assert.equal(
        run('proxy_variables edgeAgent', [], `${lines.join('\n')}\n`).stdout,
        'edgeAgent\tno_proxy\ta,b\nedgeAgent\thttps_proxy\t\tunread\n',
      );
    });

    it('of network files are not read', () => {
      const file = `${folder}/wg.netdev`;
      const text =
        '[WireGuard]\nPrivateKey=SECRET\n  PresharedKey = SECRET\nPassword=SECRET\nListenPort=5182\n==> /etc/shadow\n';
      const { stdout } = run('printf "%s" "$2" >"$1"; show_settings "$1"', [file, text]);
      assert.ok(!stdout.includes('SECRET'));
      assert.ok(stdout.startsWith(`==> ${file}\n[WireGuard]\nPrivateKey=(not read)\n`));
      assert.ok(stdout.includes('ListenPort=5182\n ==> /etc/shadow\n'));
    });
  });

  describe('what the device talks to', () => {
    const read = (text: string) => {
      const value = parseUpstream(run('seen=" "; read_settings', [], text).stdout);
      assert.ok(value.ok);
      return value.value;
    };
    const manual =
      'hostname = "edge-1"\n# parent_hostname = "commented"\n[provisioning]\nsource = "manual"\nconnection_string = "HostName=hub.azure-devices.net;GatewayHostName=parent-1;DeviceId=d;SharedAccessKey=U0VDUkVU"\n';
    const dps =
      '[provisioning]\nsource = "dps"\nglobal_endpoint = "https://global.azure-devices-provisioning.net/"\nid_scope = "0ne"\n[provisioning.attestation]\nmethod = "symmetric_key"\nsymmetric_key = { value = "U0VDUkVU" }\n[agent]\nenv = { "UpstreamProtocol" = "AmqpWs", X = "1" }\n[agent.config]\nimage = "registry.example:5000/agent:1.4"\n[agent.config.auth]\nserveraddress = "contoso.azurecr.io"\npassword = "U0VDUkVU"\n';
    const yaml =
      'provisioning:\n  source: "manual"\n  device_connection_string: "HostName=hub.azure-devices.net;DeviceId=d;SharedAccessKey=U0VDUkVU"\nagent:\n  env:\n    UpstreamProtocol: "MqttWs"\n  config:\n    image: "mcr.microsoft.com/azureiotedge-agent:1.1"\nhostname: "edge-1"\n';

    it('in config.toml, provisioned by hand', () => {
      const { hub, parent, provisioning, hostName, protocol } = read(manual);
      assert.deepEqual(
        { hub, parent, provisioning, hostName, protocol },
        {
          hub: 'hub.azure-devices.net',
          parent: 'parent-1',
          provisioning: 'manual',
          hostName: 'edge-1',
          protocol: null,
        },
      );
    });
    it('in config.toml, provisioned by DPS', () => {
      const { dps: endpoint, provisioning, protocol, registries } = read(dps);
      assert.deepEqual(
        { endpoint, provisioning, protocol, registries },
        {
          endpoint: 'global.azure-devices-provisioning.net',
          provisioning: 'dps',
          protocol: 'AmqpWs',
          registries: ['registry.example:5000', 'contoso.azurecr.io'],
        },
      );
    });
    it('in config.toml, with paths for tables and three quotes', () => {
      const {
        dps: endpoint,
        provisioning,
        protocol,
        registries,
        hostName,
      } = read(
        'hostname = """edge-1"""\nprovisioning.source = "dps"\nprovisioning.global_endpoint = \'\'\'https://dps.example\'\'\'\nagent.env.UpstreamProtocol = "AmqpWs"\nagent."config".image = "registry.example:5000/agent:1.4"\nhub = ""\n',
      );
      assert.deepEqual(
        { endpoint, provisioning, protocol, registries, hostName },
        {
          endpoint: 'dps.example',
          provisioning: 'dps',
          protocol: 'AmqpWs',
          registries: ['registry.example:5000'],
          hostName: 'edge-1',
        },
      );
    });
    it('in config.yaml of IoT Edge 1.1', () => {
      const { hub, protocol, registries, hostName } = read(yaml);
      assert.deepEqual(
        { hub, protocol, registries, hostName },
        { hub: 'hub.azure-devices.net', protocol: 'MqttWs', registries: ['mcr.microsoft.com'], hostName: 'edge-1' },
      );
    });
    it('and no key goes with it', () => {
      for (const text of [manual, dps, yaml])
        assert.ok(!run('seen=" "; read_settings', [], text).stdout.includes('U0VDUkVU'));
    });
    it('and what is no name is dropped', () => {
      const { stdout } = run(
        'seen=" "; read_settings',
        [],
        'hostname = "$(reboot)"\niothub_hostname = "a/../b"\nparent_hostname = "a b"\nimage = "$upstream:443/agent:1.4"\n',
      );
      assert.equal(stdout, '');
    });
    it('by the registry of an image', () => {
      const images = [
        'mcr.microsoft.com/a:1',
        'localhost/a',
        'user/a:2',
        'sha256:ab',
        'r.example:5000/x/y@sha256:1',
        '$upstream/a',
        'x;y.z/a',
      ];
      assert.equal(
        run('seen=" "; for image in "$@"; do registry_of_image "$image"; done', images).stdout,
        'registry=mcr.microsoft.com\nregistry=localhost\nregistry=registry-1.docker.io\nregistry=r.example:5000\n',
      );
    });
  });

  describe('daemon.json', () => {
    it('gives what concerns the network and nothing else', () => {
      const text =
        '{\n "dns": [\n  "10.0.0.1",\n "8.8.8.8" ],\n "log-opts": {"splunk-token": "SECRET"},\n "mtu": 1400, "iptables" : false, "userland-proxy":true\n}';
      const { stdout } = run('daemon_settings', [], text);
      assert.deepEqual(JSON.parse(stdout), {
        dns: ['10.0.0.1', '8.8.8.8'],
        mtu: 1400,
        iptables: false,
        'userland-proxy': true,
      });
    });
  });

  describe('a back end that may not be loaded', () => {
    const standIns = {
      'iptables-nft-save': 'case $1 in --version) echo "iptables-save v1.8.9 (nf_tables)" ;; *) echo "RAN $*" ;; esac',
    };
    const probe = (loaded: string, tools: Readonly<Record<string, string>>) =>
      run(`nf_tables_loaded() { echo ${loaded}; }; probe_iptablesNft`, [], '', tools);

    it('is not asked, since asking loads it', () => assert.deepEqual(probe('no', standIns), { stdout: '', code: 0 }));
    it('is asked where it is loaded', () => assert.deepEqual(probe('yes', standIns), { stdout: 'RAN -c\n', code: 0 }));
    it('is asked where nothing tells', () =>
      assert.deepEqual(probe('unknown', standIns), { stdout: 'RAN -c\n', code: 0 }));
    it('stays unknown where it is loaded and no tool can read it', () =>
      assert.deepEqual(probe('yes', {}), { stdout: 'no tool: iptables-nft-save iptables-save\n', code: 127 }));
    it('is empty where nothing could have filled it', () =>
      assert.deepEqual(probe('unknown', {}), { stdout: '', code: 0 }));

    describe('without the tool nft', () => {
      const tables = (modules: string, tools: Readonly<Record<string, string>> = {}) =>
        run('probe_nftTables() { nothing_but_iptables <(cat) || echo asked; }; probe_nftTables', [], modules, tools)
          .stdout;
      const ofIptables = [
        'nft_compat 20480 38 - Live 0x0000000000000000',
        'nft_chain_nat 16384 6 - Live 0x0000000000000000',
        'nf_tables 278528 206 nft_compat,nft_chain_nat, Live 0x0000000000000000',
      ].join('\n');

      it('has no tables where the modules are those of iptables alone', () => assert.equal(tables(ofIptables), ''));
      it('is asked where a module of rules of nft itself is loaded', () =>
        assert.equal(tables(`nft_ct 24576 2 - Live 0x0\n${ofIptables}`), 'asked\n'));
      it('is asked where nf_tables is built into the kernel', () =>
        assert.equal(tables('nf_conntrack 1 1 - Live 0x0\n'), 'asked\n'));
      it('is asked where firewalld is installed, which needs no tool', () =>
        assert.equal(tables(ofIptables, { 'firewall-cmd': 'exit 0' }), 'asked\n'));
    });

    it('is read by the tool that says it is of this back end', () => {
      const save = (words: string) => ({
        'iptables-save': `case $1 in --version) echo "iptables-save v1.8.10 ${words}" ;; *) echo "RAN $*" ;; esac`,
      });
      assert.equal(probe('yes', save('(nf_tables)')).stdout, 'RAN -c\n');
      assert.equal(probe('yes', save('(legacy)')).code, 127);
      const legacy = (words: string) =>
        run('legacy_rules <(echo filter) iptables-legacy-save iptables-save', [], '', save(words));
      assert.equal(legacy('(legacy)').stdout, 'RAN -c\n');
      assert.equal(legacy('').stdout, 'RAN -c\n');
      assert.equal(legacy('(nf_tables)').code, 127);
      assert.deepEqual(run('legacy_rules /dev/null iptables-save', [], '', save('(legacy)')), { stdout: '', code: 0 });
    });
  });

  describe('DNS', () => {
    const hex = (bytes: Buffer) => bytes.toString('hex').match(/../g) ?? [];
    const question = (name: string) =>
      Buffer.from(run('printf %b "$(dns_question "$1")" | od -An -v -tx1', [name]).stdout.replace(/\s/g, ''), 'hex');
    const answer = (bytes: Buffer) => run('dns_answer "$@"', hex(bytes));

    it('questions are those of RFC 1035', () => {
      const bytes = question('a-10chars1.example');
      assert.equal(
        bytes.subarray(2).toString('hex'),
        `010000010000000000000a${Buffer.from('a-10chars1').toString('hex')}07${Buffer.from('example').toString('hex')}0000010001`,
      );
      assert.equal(question('.').subarray(2).toString('hex'), '01000001000000000000' + '0000020001');
    });

    const head = (flags: string, questions: number, answers: number) =>
      `1234${flags}${questions.toString(16).padStart(4, '0')}${answers.toString(16).padStart(4, '0')}00000000`;
    const asked = '0161076578616d706c65000001' + '0001';
    const alias = 'c00c' + '0005' + '0001' + '0000003c' + '0004' + '0162c00e';
    const address = 'c00c' + '0001' + '0001' + '0000003c' + '0004' + 'cb00710a';

    const answers: [string, string, string][] = [
      ['an address behind an alias', head('8180', 1, 2) + asked + alias + address, 'NOERROR\t203.0.113.10'],
      [
        'two addresses',
        head('8180', 1, 2) + asked + address + address.replace(/0a$/, '0b'),
        'NOERROR\t203.0.113.10,203.0.113.11',
      ],
      ['no such name', head('8183', 1, 0) + asked, 'NXDOMAIN\t'],
      ['a failure', head('8182', 1, 0) + asked, 'SERVFAIL\t'],
      ['a refusal without the question', head('8185', 0, 0), 'REFUSED\t'],
      ['a code that has no name here', head('818f', 1, 0) + asked, 'RCODE15\t'],
    ];
    for (const [title, bytes, expected] of answers) {
      it(`answers with ${title} are understood`, () =>
        assert.equal(answer(Buffer.from(bytes, 'hex')).stdout, expected));
    }

    it('questions that come back are no answers', () =>
      assert.equal(answer(Buffer.from(head('0100', 1, 0) + asked, 'hex')).code, 1));

    it('answers of any bytes end, and give nothing but addresses', () => {
      const bytes = fc.oneof(
        fc.uint8Array({ maxLength: 80 }).map((tail) => Buffer.from(tail)),
        fc
          .uint8Array({ maxLength: 60 })
          .map((tail) => Buffer.concat([Buffer.from(head('8180', 9, 65_535), 'hex'), tail])),
        fc.constant(Buffer.from(head('8180', 1, 65_535) + 'c00c00010001'.repeat(20), 'hex')),
      );
      const lines = fc.sample(bytes, 200).map((some) => hex(some).join(' '));
      const { stdout, code } = run(
        'while read -ra bytes; do dns_answer "${bytes[@]}"; echo; done',
        [],
        `${lines.join('\n')}\n`,
      );
      assert.equal(code, 0);
      assert.match(stdout, /^((|[A-Z0-9]+\t(\d+\.\d+\.\d+\.\d+(,\d+\.\d+\.\d+\.\d+){0,15})?)\n){200}$/);
    });
  });

  describe('the allowance for questions', () => {
    /** Asks so many questions at once, each in a process of its own; a line for what became of each. */
    const ask = (questions: number, most: number, question = 'true', tries = 1): string[] =>
      run(
        `one() { ${question}; }; export -f one; MOST=$2; open_budget
        for ((i = 0; i < $1; i++)); do { asked - 1 "$3" one; echo "$STATUS"; } & done; wait`,
        [`${questions}`, `${most}`, `${tries}`],
      )
        .stdout.trim()
        .split('\n')
        .sort();

    for (const [questions, most] of [
      [5, 10],
      [30, 10],
      [12, 12],
      [40, 1],
    ] as const) {
      it(`of ${most} lets ${Math.min(questions, most)} of ${questions} through, whoever asks`, () => {
        const answers = ask(questions, most);
        assert.equal(answers.filter((status) => status === '0').length, Math.min(questions, most));
        assert.equal(answers.filter((status) => status === '125').length, Math.max(0, questions - most));
      });
    }

    it('lets eight ask at a time', () => {
      const log = `${folder}/log`;
      ask(20, 20, `echo + >>${log}; sleep 0.2; echo - >>${log}`);
      let now = 0;
      const counts = readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((sign) => (now += sign === '+' ? 1 : -1));
      assert.equal(Math.max(...counts), 8);
      assert.equal(now, 0);
    });

    it('is spent by each try, of which there are no more than two', () => {
      const log = `${folder}/tries`;
      assert.deepEqual(ask(1, 10, `echo >>${log}; sleep 3`, 2), ['137']);
      assert.equal(readFileSync(log, 'utf8').length, 2);
      writeFileSync(log, '');
      assert.deepEqual(ask(2, 3, `echo >>${log}; sleep 3`, 2), ['137', '137']);
      assert.equal(readFileSync(log, 'utf8').length, 3);
    });

    it("measures the VM's path in the turn of the connection that asks for it, from above until a size passes", () => {
      const log = `${folder}/turns`;
      const { stdout } = run(
        `note() { echo "$1" >>${log}; }; tell() { note connect; echo connected; }
        sized_ping() { note "$1"; [ "$1" != 1500 ] || echo 'mtu = 1400'; [ "$1" -le 1360 ]; }
        export -f note tell sized_ping
        connect() { asked - 1 1 tell; TCP=$ANSWER; }; tls_hello() { TLS=$'failed\\t'; }
        AT_ONCE=1; open_budget; exec {PATHS}< <(printf ..)
        reach_port network:b - a.example 443 10.0.0.1
        reach_port vm - a.example 443 10.0.0.1 & reach_port vm - b.example 443 10.0.0.2 & wait`,
        [],
        '',
        { ping: '' },
      );
      const measured = ['connect', '1500', '1492', '1420', '1360'];
      assert.deepEqual(readFileSync(log, 'utf8').trim().split('\n'), ['connect', ...measured, ...measured]);
      assert.deepEqual(stdout.match(/^pathMtu:.*/gm)?.sort(), [
        'pathMtu:vm\ta.example\t443\t10.0.0.1\t1360\t1420\t1400',
        'pathMtu:vm\tb.example\t443\t10.0.0.2\t1360\t1420\t1400',
      ]);
    });

    it('begins nothing that its time would cut short', () => {
      const { stdout } = run(
        'open_budget; SECONDS=58; asked - 5 1 true; echo "$STATUS"; asked - 1 1 true; echo "$STATUS"',
      );
      assert.equal(stdout, '125\n0\n');
    });
  });

  describe('the time of a server', () => {
    const stamps = (seconds: number, fraction: number): string[] => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(seconds % 2 ** 32, 0);
      bytes.writeUInt32BE(fraction, 4);
      return [...bytes].map(String);
    };
    const epoch = 2_208_988_800;

    it('is read to the millisecond, in this era and the next (RFC 5905)', () => {
      const read = (...bytes: string[]) => run('stamp "$@"', bytes).stdout;
      assert.equal(read(...stamps(epoch + 1_795_739_187, 2 ** 31)), '1795739187500');
      assert.equal(read(...stamps(epoch + 2_100_000_000, 0)), '2100000000000');
    });

    const answer = (mode: number, before: number, after: number, there: number) =>
      run('LIMIT=60; SECONDS=0; asked() { ANSWER=$REPLY STATUS=0 TOOK=1; }; REPLY=$1; ask_time 203.0.113.20', [
        [
          before,
          after,
          mode,
          2,
          ...Array.from({ length: 30 }, () => 0),
          ...stamps(epoch + there, 0),
          ...stamps(epoch + there, 0),
        ].join(' '),
      ]).stdout;

    it('tells how far the clock is off, and how long the way was', () => {
      assert.equal(
        answer(0x24, 1_700_000_000_000, 1_700_000_000_040, 1_700_000_000),
        'ntpProbe:vm\t203.0.113.20\t203.0.113.20\tanswered\t2\t-20\t40\n',
      );
      assert.equal(
        answer(0x24, 1_700_000_000_000, 1_700_000_000_000, 1_700_007_200),
        'ntpProbe:vm\t203.0.113.20\t203.0.113.20\tanswered\t2\t7200000\t0\n',
      );
    });

    it('is none where a client answers', () =>
      assert.match(answer(0x23, 1_700_000_000_000, 1_700_000_000_000, 1_700_000_000), /\tfailed\t\t\t\n$/));
  });

  describe('who tells the time', () => {
    const timesyncd = (text: string) =>
      run(`show_file() { [ "$1" != /etc/systemd/timesyncd.conf ] || printf '%s\\n' "$FILE"; }; FILE=$1; time_targets`, [
        text,
      ]).stdout;
    const files: [string, string, string][] = [
      [
        'the servers that are set',
        '[Time]\nNTP=ntp.example 10.0.0.9\n#FallbackNTP=time.windows.com',
        'ntp ntp.example\nntp 10.0.0.9\n',
      ],
      [
        'else what is compiled in',
        '[Time]\n#NTP=\n#FallbackNTP=time.windows.com time.example',
        'ntp time.windows.com\nntp time.example\n',
      ],
      [
        'two at most, each once',
        '[Time]\nNTP=a.example a.example b.example c.example',
        'ntp a.example\nntp b.example\n',
      ],
      ['nothing that is no name', '[Time]\nNTP=$(reboot) a;b', ''],
    ];
    for (const [what, text, expected] of files) it(`are ${what}`, () => assert.equal(timesyncd(text), expected));
  });

  it('nothing is asked at port 22, whoever names it', () =>
    assert.equal(
      run("seen=' '; need git.example 22 443; need reg.example 022").stdout,
      'name git.example\nport git.example 443\nname reg.example\n',
    ));

  describe('the servers of the VM', () => {
    const servers = (state: string) =>
      run(
        `show_file() { [ "$1" != /etc/resolv.conf ] || printf 'nameserver 127.0.0.53\\nnameserver 10.0.0.53\\n'; }; vm_servers`,
        [],
        '',
        {
          systemctl: `echo ${state}`,
          resolvectl: `echo 'Global:'; echo 'Link 2 (eth0): 10.0.0.53 10.7.0.53#dns.example fe80::1%eth0 $(reboot)'`,
        },
      ).stdout;

    it('are those of resolv.conf and those that the resolver knows beside them, each once', () =>
      assert.equal(servers('active'), 'server 10.0.0.53\nserver 10.7.0.53\nserver fe80::1%eth0\n'));

    it('are those of resolv.conf alone where the resolver would have to be started', () =>
      assert.equal(servers('inactive'), 'server 10.0.0.53\n'));
  });

  it('ss reads the tables that are there, and has the kernel load nothing', () =>
    assert.equal(run('probe_listeners', [], '', { ss: 'echo "$PROC_ROOT $*"' }).stdout, '/proc -H -lntup\n'));

  it("the engine's own proxies come without passwords", () => {
    const text =
      '{"proxies": {"http-proxy": "http://user:SECRET@proxy.example:3128", "no-proxy":"localhost"}, "dns": []}';
    assert.equal(
      run('daemon_proxies | proxy_variables engine', [], text).stdout,
      'engine\tHTTP_PROXY\thttp://proxy.example:3128\tcredentials\nengine\tNO_PROXY\tlocalhost\n',
    );
  });
});
