// Passwords of the host's own proxy settings.
import assert from 'node:assert/strict';
import { openPowerShell, type PowerShellSession } from '../../support/powershell.js';
import { proxyPasswords } from '../../support/proxyPasswords.js';

describe("The host's proxy settings", () => {
  let ps: PowerShellSession;
  before(async () => {
    ps = await openPowerShell();
    await ps.text(`. '${process.cwd()}/ps-module/Private/Collect/Hide-EflowSecret.ps1'`);
  });
  after(() => ps.close());

  const shown = async (text: string, more = ''): Promise<unknown> =>
    (await ps.objects(`Hide-EflowSecret -Text '${text}' ${more}`))[0];

  it('keep no password, however the address is written', async () => {
    for (const [written, expected] of proxyPasswords) assert.equal(await shown(written), expected);
  });

  it('keep none in a list, and all its entries', async () =>
    assert.equal(
      await shown('http=u:a;b@one.example:80;https=http://u:c=d/e@two.example:3128 socks=three.example:1080'),
      'http=one.example:80;https=http://two.example:3128 socks=three.example:1080',
    ));

  it('stay as they are without one', async () =>
    assert.equal(await shown('localhost,.contoso.com,10.0.0.0/8'), 'localhost,.contoso.com,10.0.0.0/8'));

  it('keep no key of an address of a script', async () =>
    assert.equal(
      await shown('http://u:p@wpad.example/proxy.pac?key=SECRET#x', '-WithoutQuery'),
      'http://wpad.example/proxy.pac',
    ));
});
