import type { InputValues } from '../../core/src/facts/facts.js';
import { healthy, inet, vm, withCard } from './healthyFacts.js';

const own = healthy('guest.interfaces', 'guest.routes', 'guest.neighbours', 'guest.dnsProbe', 'guest.reach');
type Own = typeof own;
type Facts = Own & { readonly control: InputValues['control'] };

/** A VM that tried the same as EFLOW's, beside it on the switch, with an outcome of its own. */
const controlOf = (facts: Own): InputValues['control'] => ({
  device: 'control',
  interfaces: facts['guest.interfaces'].map((one) =>
    one.name === 'eth0'
      ? {
          ...one,
          addresses: one.addresses.map((given) => (given.address === vm.address ? inet('172.27.120.222') : given)),
        }
      : one,
  ),
  routes: facts['guest.routes'],
  neighbours: facts['guest.neighbours'],
  dnsProbe: facts['guest.dnsProbe'],
  reach: facts['guest.reach'],
});

const silentServer: Own = {
  ...own,
  'guest.dnsProbe': own['guest.dnsProbe'].map((one) => ({
    ...one,
    state: 'silent' as const,
    rcode: null,
    addresses: [],
  })),
};
const closedPorts: Own = {
  ...own,
  'guest.reach': own['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const, tls: 'notTried' as const })),
};
const failedTls: Own = { ...own, 'guest.reach': own['guest.reach'].map((one) => ({ ...one, tls: 'failed' as const })) };
const withoutAddress: Own = { ...own, 'guest.interfaces': withCard({ addresses: [] }) };
const deadGateway: Own = {
  ...own,
  'guest.neighbours': own['guest.neighbours'].map((one) => ({ ...one, mac: null, state: 'FAILED' })),
};
const answeringForAll = (facts: Own): Own => ({
  ...facts,
  'guest.reach': facts['guest.reach'].map((one) =>
    one.host === '192.0.2.1' ? { ...one, tcp: 'connected' as const } : one,
  ),
});

const both = (vmFacts: Own, controlFacts: Own): Facts => ({ ...vmFacts, control: controlOf(controlFacts) });

const elsewhere = (): Facts => {
  const facts = both(own, own);
  const control = facts['control'];
  return { ...facts, control: { ...control, interfaces: withCard({ addresses: [inet('192.168.7.20', 24)] }) } };
};

export const controlCases = {
  allWell: both(own, own),
  dnsSilentForBoth: both(silentServer, silentServer),
  dnsSilentForTheVm: both(silentServer, own),
  dnsSilentForTheControl: both(own, silentServer),
  portsClosedForBoth: both(closedPorts, closedPorts),
  portsClosedForTheVm: both(closedPorts, own),
  tlsFailsForTheVm: both(failedTls, own),
  noAddressForBoth: both(withoutAddress, withoutAddress),
  noAddressForTheVm: both(withoutAddress, own),
  gatewayDeadForBoth: both(deadGateway, deadGateway),
  gatewayDeadForTheVm: both(deadGateway, own),
  /** Whatever answers for everyone proves nothing about ports; the rest can still be compared. */
  answeredForAll: both(answeringForAll(closedPorts), answeringForAll(own)),
  elsewhere: elsewhere(),
  nothingTried: {
    ...both(own, own),
    control: {
      device: 'control',
      interfaces: undefined,
      routes: undefined,
      neighbours: undefined,
      dnsProbe: undefined,
      reach: undefined,
    },
  } satisfies Facts,
  withoutControl: own,
};
