import { inet, vm, withCard } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';
import { everythingSilent, look } from '../../support/variants.js';

const shutIn = look({ servers: [vm.gateway], ends: everythingSilent });

story('56-no-way-out-for-any-vm', {
  device: [shutIn],
  control: [
    shutIn,
    { 'guest.interfaces': withCard({ mac: '00:15:5d:4e:15:99', addresses: [inet('172.27.120.222')] }) },
  ],
  findings: [
    ['fail', 'RT005'],
    ['fail', 'EP001', 'RT005'],
    ['fail', 'EP002', 'RT005'],
    ['fail', 'SW017', 'RT005'],
  ],
  says: ['the Default Switch does not translate'],
});
