import { readProfile } from '../../../../core/src/model/profile.js';
import rule from '../../../../core/src/rules/px/PX006-proxy-not-as-wanted.js';
import { everywhere } from '../../../support/proxyCases.js';
import { testRule } from '../../../support/testRule.js';

const set = { 'guest.proxySettings': everywhere('http://proxy.contoso.local:3128') };
const unset = { 'guest.proxySettings': [] };
const wanting = (proxy: string) => ({ profile: readProfile({ proxy })! });

testRule(rule, {
  pass: [
    { name: 'the proxy that is wanted', facts: { ...set, ...wanting('http://PROXY.contoso.local:3128/') } },
    { name: 'none where none is wanted', facts: { ...unset, ...wanting('') } },
  ],
  fail: [
    {
      name: 'none where one is wanted',
      facts: { ...unset, ...wanting('http://proxy.contoso.local:3128') },
      messages: ['missing'],
      targets: ['http://proxy.contoso.local:3128'],
    },
    {
      name: 'another one than is wanted',
      facts: { ...set, ...wanting('http://10.0.0.9:8080') },
      messages: ['another'],
      says: ['http://10.0.0.9:8080, and the container engine: http://proxy.contoso.local:3128'],
    },
    { name: 'one where none is wanted', facts: { ...set, ...wanting('') }, messages: ['unwanted'], says: ['no proxy'] },
  ],
  notApplicable: [
    { name: 'a device of which nobody says what it should be', facts: set },
    { name: 'a profile that says nothing of a proxy', facts: { ...set, profile: readProfile({})! } },
  ],
});
