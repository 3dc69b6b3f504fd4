// @ts-check
// Read before the tests when the packet walk is changed: what the tests of every rule ask of its words alone takes more time than
// all else together, and tells nothing of the walk. Of a property that fails, the first example is enough.
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

const ofWords = 'says and proposes nothing that a name of the device can turn into a command';

export const mochaHooks = {
  /** @this {Mocha.Context} */
  beforeEach() {
    if (this.currentTest?.title === ofWords) this.skip();
  },
};
