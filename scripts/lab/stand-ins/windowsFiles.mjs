// @ts-check
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What EFLOW and Windows leave on the disk, below the folders of the host's environment. The login is never read, only its time. */
const files = {
  'Windows/System32/drivers/etc/hosts.ics':
    '# Copyright (c) 1993-2001 Microsoft Corp.\r\n#\r\n172.27.120.111 DESKTOP-CONTOSO-EFLOW.mshome.net # 2026 3 0 1 8 14 58 9\r\n',
  'ProgramData/wssdagent/log/wssdagent.log':
    "[LOG: 03-01 08:14:0000028 TraceID: hcs.go:449  be2bbb0b625d9855] HCS ReconcileVirtualMachine 'DESKTOP-CONTOSO-EFLOW'\n",
  'ProgramData/Azure IoT Edge/protected/.wssd/cloudconfig': '',
};

/**
 * The environment that names a folder of Windows and one of program data below the lab's; the files there are made once, and may be
 * changed afterwards.
 * @param {string} stateFolder @returns {{ SystemRoot: string, ProgramData: string }}
 */
export function standInFolders(stateFolder) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(stateFolder, name);
    if (existsSync(file)) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { SystemRoot: path.join(stateFolder, 'Windows'), ProgramData: path.join(stateFolder, 'ProgramData') };
}
