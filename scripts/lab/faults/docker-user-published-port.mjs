// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'docker-user-published-port',
  about:
    'DOCKER-USER accepts the published port 8080 and drops the rest, but packets carry port 80 there: it never matches',
  expects: 'DOCKER-USER drops port 8080, which telemetryApi publishes',
  finds: 'NF001',
  async inject(lab) {
    const drop = '-i eth0 -d 172.18.0.4/32 -m conntrack --ctstate NEW -j DROP';
    await asRoot(
      lab,
      `iptables -w -I DOCKER-USER 1 ${drop} && iptables -w -I DOCKER-USER 1 -i eth0 -p tcp -m tcp --dport 8080 -j ACCEPT`,
    );
  },
};
