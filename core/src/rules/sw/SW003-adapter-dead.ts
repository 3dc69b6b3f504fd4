import { defineRule } from '../../engine/rule.js';
import { boundAdapters, liveAdapters, usableAdapters } from '../../model/host/boundAdapter.js';
import { powershell } from '../../model/quote.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW003',
  slug: 'adapter-dead',
  title: 'The adapter behind the External switch is up',
  severity: 'critical',
  stage: 'switch',
  guide: ['G03', 'Azure/iotedge-eflow#20'],
  requires: ['host.switches', 'host.vmNetwork', 'host.adapters'],
  messages: {
    dead: {
      text: 'The External switch {name} is bound to {adapter}, which is {status}: nothing gets out.',
      remedy: [
        { text: 'Plug the cable in, or switch the adapter on.' },
        {
          text: 'Or bind the switch to an adapter that is up. The host itself loses its connection there for some seconds.',
          command: '{rebind}',
        },
      ],
    },
    gone: {
      text: 'The External switch {name} is bound to {adapter}, which this Windows does not have any more.',
      remedy: [
        {
          text: 'Bind the switch to an adapter that is up. The host itself loses its connection there for some seconds.',
          command: '{rebind}',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used?.type !== 'External' || used.adapterDescriptions.length === 0) return 'notApplicable';
    const bound = boundAdapters(used, facts['host.adapters']);
    if (liveAdapters(bound).length > 0) return undefined;

    const [usable] = usableAdapters(facts['host.adapters']);
    const adapter = used.adapterDescriptions.join(', ');
    const data = {
      name: used.name,
      adapter,
      status: bound[0]?.status ?? '',
      rebind:
        usable === undefined
          ? ''
          : `Set-VMSwitch -Name ${powershell(used.name)} -NetAdapterName ${powershell(usable.name)}`,
    };
    report({
      message: bound.length === 0 ? 'gone' : 'dead',
      target: used.name,
      data,
      evidence: [
        { fact: 'host.adapters', path: `/${adapter}`, observed: bound[0]?.status ?? say('not there'), expected: 'Up' },
      ],
    });
    return undefined;
  },
});
