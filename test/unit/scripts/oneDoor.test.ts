// What makes a danger easy to review: there is one door for each, and this names it. Whoever opens a second is told here.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

interface Door {
  readonly what: string;
  readonly folder: string;
  readonly files: RegExp;
  /** What only the one place may say. */
  readonly says: RegExp;
  readonly only: readonly string[];
}

const core = { folder: 'core/src', files: /\.ts$/ } as const;
const module = { folder: 'ps-module', files: /\.(ps1|psm1|ps1xml)$/ } as const;

const doors: readonly Door[] = [
  {
    ...core,
    what: 'One function makes guest commands',
    says: /bash -s --|base64 -d/,
    only: ['core/src/guest/command.ts'],
  },
  {
    ...module,
    what: 'One function runs them',
    says: /'Invoke-EflowVmCommand'|Invoke-EflowVmCommand +-/,
    only: ['ps-module/Private/Collect/Invoke-EflowGuest.ps1'],
  },
  {
    ...core,
    what: 'One function writes HTML',
    says: /new Html\(/,
    only: ['core/src/report/render/html/html.ts'],
  },
  {
    ...core,
    what: 'HTML is passed on unescaped for the style sheet only',
    says: /verbatim\(/,
    only: ['core/src/report/render/html/page.ts'],
  },
  {
    ...core,
    what: 'One function writes cells of CSV',
    says: /replaceAll\('"', '""'\)/,
    only: ['core/src/report/render/csv.ts'],
  },
  {
    ...core,
    what: 'One file of the core knows its streams',
    says: /process\.std(in|out|err)|\bconsole\b/,
    only: ['core/src/main.ts'],
  },
  {
    ...core,
    what: 'One function makes text that a terminal may show',
    says: /\\u202e/,
    only: ['core/src/engine/printable.ts'],
  },
  {
    ...module,
    what: 'One function makes text of a device that a terminal may show',
    says: /\\u202e/,
    only: ['ps-module/Private/Core/Write-EflowCoreTrace.ps1'],
  },
  {
    ...module,
    what: 'Nothing writes to the console past the streams of PowerShell',
    says: /Write-Host|\[(System\.)?Console\]::(Out|Error|Write)|\$Host\.UI\.Write/,
    only: [],
  },
  {
    ...core,
    what: 'The core writes no file, starts no program and connects to nothing',
    says: /writeFile|appendFile|createWriteStream|mkdir|child_process|connect\(|fetch\(|node:(http|https|tls|dgram|worker_threads)'/,
    only: [],
  },
  {
    ...core,
    files: /\.ts$|^ps-module/,
    what: 'No text is run as code by the core',
    says: /\beval\(|new Function\(|node:vm/,
    only: [],
  },
  {
    ...core,
    what: 'No list of a device is spread into a call, which takes a hundred thousand arguments and no more',
    says: /\b(push|unshift|splice|max|min|fromCharCode|fromCodePoint)\([^(){}]*\.\.\./,
    only: [],
  },
  {
    ...core,
    what: 'No regular expression is made of a text: those that stand written are proved linear',
    says: /new RegExp\(/,
    only: ['core/src/contract/profile.ts'],
  },
  {
    ...module,
    what: 'No text is run as code by the module, but its own in another runspace',
    says: /Invoke-Expression|\biex\b|Add-Type|\[scriptblock\]::Create|InvokeScript|\.AddScript\(/i,
    only: ['ps-module/Private/Collect/Invoke-EflowCmdlet.ps1', 'ps-module/Private/Collect/Open-EflowWorker.ps1'],
  },
  {
    ...module,
    what: 'Two functions open files to write: one whole files, one the journal',
    says: /FileMode\]::(Create|Append|OpenOrCreate)|WriteAll(Text|Bytes|Lines)|Set-Content +-|Out-File +-|Add-Content +-/,
    only: ['ps-module/Private/Act/Write-EflowJournal.ps1', 'ps-module/Private/Files/Write-EflowFile.ps1'],
  },
  {
    ...module,
    what: 'One function makes folders',
    says: /CreateDirectory\(|New-Item\b/,
    only: ['ps-module/Private/Files/Initialize-EflowStateFolder.ps1'],
  },
  {
    ...module,
    what: 'One function starts a program that is not of the system',
    says: /ProcessStartInfo|Start-Process/,
    only: ['ps-module/Private/Core/Start-EflowNode.ps1'],
  },
];

const filesOf = ({ folder, files }: Door): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .filter((file) => files.test(file));

/** Without comments and help: examples name commands too. */
const codeOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .replace(/<#[^]*?#>|\/\*[^]*?\*\//g, '')
    .replace(/^\s*(#|\/\/).*$/gm, '');

describe('One door for each danger', () => {
  for (const door of doors) {
    it(door.what, () => {
      const through = filesOf(door).filter((file) => door.says.test(codeOf(file)));
      assert.deepEqual(through.sort(), [...door.only].sort());
    });
  }
});
