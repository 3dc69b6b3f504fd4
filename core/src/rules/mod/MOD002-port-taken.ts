import { defineRule } from '../../engine/rule.js';
import type { Container } from '../../model/item.js';
import { shareAddress } from '../../model/sockets.js';
import { say } from '../../texts/say.js';

type Publication = Container['published'][number];

const excludes = (one: Publication, other: Publication): boolean =>
  one.hostPort === other.hostPort &&
  one.protocol === other.protocol &&
  shareAddress(one.hostAddress, other.hostAddress);

export default defineRule({
  id: 'MOD002',
  slug: 'port-taken',
  title: 'Nobody else holds the ports that modules publish',
  severity: 'critical',
  stage: 'moduleOptions',
  guide: ['Azure/iotedge#7134'],
  requires: ['guest.containers', 'guest.listeners'],
  messages: {
    program: {
      text: 'The module {module} does not run: it publishes port {port}, which the program {holder} of the VM holds.',
      remedy: [
        { text: 'Publish another port of the VM for {module} (HostPort in its create options), or stop the program.' },
        { text: 'See who holds which port.', command: "Invoke-EflowVmCommand 'sudo ss -lntup'" },
      ],
    },
    module: {
      text: 'The module {module} does not run: it publishes port {port}, which the module {holder} publishes too.',
      remedy: [{ text: 'Publish another port of the VM for one of the two (HostPort in its create options).' }],
    },
  },

  check(facts, report) {
    const containers = facts['guest.containers'];
    const stopped = containers.filter(({ running, published }) => !running && published.length > 0);
    if (stopped.length === 0) return 'notApplicable';
    for (const { name, published } of stopped) {
      for (const wanted of published) {
        const { hostPort, protocol, hostAddress } = wanted;
        const other = containers.find((one) => one.running && one.published.some((held) => excludes(held, wanted)));
        const listener = facts['guest.listeners'].find(
          (one) => one.port === hostPort && one.protocol === protocol && shareAddress(one.address, hostAddress),
        );
        if (other === undefined && listener === undefined) continue;
        const port = `${hostPort}/${protocol}`;
        report({
          message: other === undefined ? 'program' : 'module',
          target: port,
          data: { module: name, port, holder: other?.name ?? listener?.process ?? say('that is not known') },
          evidence: [
            { fact: 'guest.containers', path: `/${name}`, observed: `stopped, publishes ${port}`, expected: 'running' },
            {
              fact: 'guest.listeners',
              path: `/${port}`,
              observed: listener?.process ?? other?.name,
              expected: say('nobody'),
            },
          ],
        });
      }
    }
    return undefined;
  },
});
