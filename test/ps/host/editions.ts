import { skip } from '../../support/skip.js';
import { powerShellEngine } from '../../support/powershell.js';

/** A test of what Windows PowerShell 5.1 has not, or does in a way of its own; the reason says which. */
export const itIn7 = (title: string, reason: string, run: (this: Mocha.Context) => Promise<void>): void => {
  it(title, async function () {
    if ((await powerShellEngine()).kind === 'powershell') skip(this, `not in Windows PowerShell 5.1: ${reason}`);
    await run.call(this);
  });
};

/** A test of what only the project's own host promises. */
export const itInHost = (title: string, reason: string, run: (this: Mocha.Context) => Promise<void>): void => {
  it(title, async function () {
    if ((await powerShellEngine()).kind !== 'host') skip(this, `only in the project's own host: ${reason}`);
    await run.call(this);
  });
};
