import { defineRule } from '../../engine/rule.js';
import { freePool } from '../../model/freePool.js';
import { formatPrefix, overlaps, parsePrefix } from '../../model/ipv4.js';
import { inGuest, shell } from '../../model/quote.js';
import { cards, ipv4Of } from '../../model/vmInterface.js';

/** Only what IoT Edge made goes: it makes it again. */
const removeCommand = (network: string): string =>
  inGuest(
    `sudo iotedge system stop && sudo docker rm --force $(sudo docker ps -aq --filter label=net.azure-devices.edge.owner) && sudo docker network rm ${shell(network)}`,
  );

export default defineRule({
  id: 'IP013',
  slug: 'container-subnet-overlap',
  title: "The VM's subnet overlaps no container network",
  severity: 'critical',
  stage: 'containerSubnet',
  guide: ['Azure/iotedge#7220'],
  requires: ['guest.interfaces', 'guest.containerNetworks'],
  uses: ['host.addresses', 'host.routes'],
  messages: {
    overlap: {
      text: 'The subnet {subnet} of {card} overlaps {containers} of the container network {network}: containers take machines of the switch for their own neighbours, and their answers get lost. The Default Switch chooses another subnet when Windows starts, so this comes and goes.',
      remedy: [
        {
          text: 'In /etc/docker/daemon.json of the VM give the engine pools elsewhere: "bip": "{bip}" and "default-address-pools": [{pool}].',
        },
        {
          text: 'Stop IoT Edge and take its network away; IoT Edge makes it again. Modules stop meanwhile.',
          command: '{remove}',
        },
        {
          text: 'Start both again.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker && sudo iotedge system restart'",
        },
      ],
    },
  },

  check(facts, report) {
    const own = cards(facts['guest.interfaces']).flatMap((card) =>
      ipv4Of(card).map(({ subnet }) => ({ card, subnet })),
    );
    if (own.length === 0) return 'notApplicable';
    const known = [
      ...own.map(({ subnet }) => subnet),
      ...(facts['host.addresses'] ?? []).flatMap(
        ({ address, prefixLength }) => parsePrefix(`${address}/${prefixLength}`) ?? [],
      ),
      ...(facts['host.routes'] ?? [])
        .flatMap(({ destination }) => parsePrefix(destination) ?? [])
        .filter(({ length }) => length > 0),
    ];
    for (const network of facts['guest.containerNetworks']) {
      for (const { subnet: text } of network.subnets) {
        const prefix = parsePrefix(text);
        const hit = prefix === null ? undefined : own.find(({ subnet }) => overlaps(subnet, prefix));
        if (hit === undefined) continue;
        const pool = freePool(known);
        report({
          message: 'overlap',
          target: network.name,
          data: {
            subnet: formatPrefix(hit.subnet),
            card: hit.card.name,
            containers: text,
            network: network.name,
            bip: pool.bridge,
            pool: `{"base": "${pool.base}", "size": 24}`,
            remove: network.name === 'bridge' ? '' : removeCommand(network.name),
          },
          evidence: [
            {
              fact: 'guest.containerNetworks',
              path: `/${network.name}/subnets`,
              observed: text,
              expected: `a subnet outside ${formatPrefix(hit.subnet)}`,
            },
          ],
        });
      }
    }
    return undefined;
  },
});
