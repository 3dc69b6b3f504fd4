import assert from 'node:assert/strict';
import { isInCloud, withItsStorage } from '../../../../core/src/model/upstream/clouds.js';

describe("Microsoft's clouds", () => {
  it('are known by the names of their services, in whatever case', () => {
    const own = [
      'contoso.azure-devices.net',
      'Contoso.Azure-Devices.US',
      'contoso.azure-devices.cn',
      'global.azure-devices-provisioning.us',
      'contoso.azurecr.cn',
      'global.azure-devices-provisioning.cn',
      'mcr.microsoft.com',
      'mcr.azure.cn',
    ];
    assert.deepEqual(own.filter(isInCloud), own);
    assert.deepEqual(
      ['registry.contoso.com', 'azure-devices.net.evil.example', 'xazurecr.io', 'parent.plant'].filter(isInCloud),
      [],
    );
  });

  it('say where else the layers of an image come from', () => {
    assert.deepEqual(withItsStorage('mcr.microsoft.com'), ['mcr.microsoft.com', '*.data.mcr.microsoft.com']);
    assert.deepEqual(withItsStorage('mcr.azure.cn'), ['mcr.azure.cn', '*.data.mcr.azure.cn']);
    assert.deepEqual(withItsStorage('contoso.azurecr.io'), ['contoso.azurecr.io', '*.blob.core.windows.net']);
    assert.deepEqual(withItsStorage('contoso.azurecr.us'), ['contoso.azurecr.us', '*.blob.core.usgovcloudapi.net']);
    assert.deepEqual(withItsStorage('contoso.azurecr.cn'), ['contoso.azurecr.cn', '*.blob.core.chinacloudapi.cn']);
    assert.deepEqual(withItsStorage('registry.contoso.com'), ['registry.contoso.com']);
  });
});
