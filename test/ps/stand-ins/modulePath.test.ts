import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { standInModulePath, standInsFolder } from '../../../scripts/lab/stand-ins/modulePath.mjs';

describe('The module path of the stand-ins', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-modules-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const withOptions = (options: object): string[] => {
    writeFileSync(path.join(folder, 'stand-in.json'), JSON.stringify(options));
    return readdirSync(standInModulePath(folder));
  };

  it('is their folder where nothing is missing', () => {
    assert.equal(standInModulePath(path.join(folder, 'none')), standInsFolder);
    assert.ok(withOptions({}).includes('AzureEFLOW'));
  });
  it('leaves out AzureEFLOW', () => {
    const names = withOptions({ eflowMissing: true });
    assert.ok(!names.includes('AzureEFLOW'));
    assert.ok(names.includes('NetTCPIP') && names.includes('Import-StandIn.ps1'));
  });
  it('leaves out what is named, and only as long as it is', () => {
    assert.ok(!withOptions({ missingModules: ['Hyper-V'] }).includes('Hyper-V'));
    assert.ok(withOptions({ eflowMissing: true }).includes('Hyper-V'));
  });
});
