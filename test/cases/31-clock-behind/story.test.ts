import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

const clock = healthyFacts['guest.clock'];

story('31-clock-behind', {
  device: [{ 'guest.clock': { ...clock, epochSeconds: clock.epochSeconds - 1800 } }],
  findings: [['fail', 'NTP001']],
  says: ['30 minutes behind'],
});
