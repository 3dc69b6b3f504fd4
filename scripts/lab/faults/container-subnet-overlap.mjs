// @ts-check
import { edgeBridge } from '../containers.mjs';
import { asRoot, moveEdgeNetwork } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'container-subnet-overlap',
  about: "the network of the modules lies in the switch's own network (the switch moved after the network was made)",
  expects: 'the subnet of azure-iot-edge overlaps that of eth0',
  finds: 'IP016',
  async inject(lab) {
    moveEdgeNetwork(lab, '172.27.112');
    await asRoot(
      lab,
      `systemctl stop docker.service && ip link delete ${edgeBridge} && systemctl restart iptables.service && systemctl start docker.service`,
    );
  },
};
