import { defineRule } from '../../engine/rule.js';
import { causeOfCheck, describeCause, isConnection, isNoise } from '../../model/upstream/edgeChecks.js';

export default defineRule({
  id: 'EP007',
  slug: 'own-checks-fail',
  title: 'The connection checks of IoT Edge itself pass',
  severity: 'warning',
  stage: 'application',
  partial: true,
  guide: ['G15', 'Azure/iotedge-eflow#221', 'Azure/iotedge#7151', 'Azure/iotedge#1751'],
  requires: ['guest.services'],
  uses: ['guest.iotedgeCheck'],
  messages: {
    fails: {
      text: 'iotedge check fails at {checks}. The inner cause is {cause}: {words}',
      remedy: [
        {
          text: 'Mend what the other findings say about it; then ask again.',
          command: "Invoke-EflowVmCommand 'sudo iotedge check' -ignoreError",
        },
      ],
    },
    noise: {
      text: 'iotedge check complains at {checks}: it could not look up its own newest version or its time server, which modules do not need.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const checks = facts['guest.iotedgeCheck'];
    if (checks === undefined || facts['guest.services'].length === 0) return 'notApplicable'; // asked for only on request
    const bad = checks.filter(({ result }) => result === 'error' || result === 'fatal' || result === 'warning');
    const nameOf = ({ id, title }: (typeof bad)[number]): string => id ?? title ?? '';
    const failing = bad.filter((one) => one.result !== 'warning' && isConnection(one) && !isNoise(one));
    const causes = new Set(failing.map((one) => causeOfCheck(one.details)));
    for (const cause of causes) {
      const own = failing.filter((one) => causeOfCheck(one.details) === cause);
      const names = own.map(nameOf).join(', ');
      const words = own[0]?.details.at(-1) ?? '';
      report({
        message: 'fails',
        target: names,
        data: { checks: names, cause: describeCause(cause), words },
        evidence: [
          {
            fact: 'guest.iotedgeCheck',
            path: `/${names}`,
            observed: own.map(({ details }) => details.at(-1)),
            expected: 'ok',
          },
        ],
      });
    }
    const noise = bad.filter(isNoise).map(nameOf).join(', ');
    if (noise !== '')
      report({
        message: 'noise',
        target: noise,
        data: { checks: noise },
        evidence: [{ fact: 'guest.iotedgeCheck', path: '', observed: noise, expected: 'ok' }],
      });
    return undefined;
  },
});
