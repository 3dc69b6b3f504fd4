import assert from 'node:assert/strict';
import { openBeyond } from '../../../../core/src/model/firewall/beyond.js';
import { parsePrefix } from '../../../../core/src/ipv4.js';
import { edgeHubPorts, hostModuleLine } from '../../../support/firewall.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { firewalled, portFacts } from '../../../support/portCases.js';

const HTTPS = { module: '', protocol: 'tcp', port: 443 } as const;
const internal = (...networks: readonly string[]) => ({
  profile: { internalNetworks: networks.map((one) => parsePrefix(one)!) },
});

describe('A port that machines beyond the internal network get to', () => {
  it('is not judged where a private address and no profile leave open what is beyond', () =>
    assert.equal(openBeyond(portFacts, HTTPS), null));

  it('is open to a stranger outside of what the owner calls internal', () => {
    const found = openBeyond({ ...portFacts, ...internal('10.1.0.0/16', '192.168.7.0/24') }, HTTPS);
    assert.deepEqual([found?.beyond, found?.stranger], ['10.1.0.0/16, 192.168.7.0/24', '203.0.113.7']);
  });

  it('asks a stranger that is really one', () =>
    assert.equal(openBeyond({ ...portFacts, ...internal('203.0.113.0/24') }, HTTPS)?.stranger, '198.51.100.7'));

  it('is open to all on a public address', () => {
    const facts = { ...portFacts, 'guest.interfaces': withCard({ addresses: [inet('20.50.1.9', 24)] }) };
    const routed = {
      ...facts,
      'guest.routes': portFacts['guest.routes'].map((route) =>
        route.gateway === null ? route : { ...route, gateway: '20.50.1.1' },
      ),
    };
    assert.equal(openBeyond(routed, HTTPS)?.beyond, '20.50.1.9');
  });

  it('is none where only the internal network is let in', () => {
    const facts = firewalled({
      own: [hostModuleLine],
      published: edgeHubPorts,
      dockerUser: ['-A DOCKER-USER -i eth0 ! -s 172.27.112.0/20 -j DROP'],
    });
    assert.equal(openBeyond({ ...facts, ...internal('10.1.0.0/16') }, HTTPS), null);
  });
});
