// @ts-check
// Writes ps-module/EflowNetDiag.format.ps1xml: how PowerShell shows the module's objects. `--check` only compares.
//
// A view has no place for a function of its own (and must work on objects that came from another machine, without their
// methods), so what breaks running text at blanks stands in every cell that holds some; here it is written once.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, root } from './setup.mjs';

export const viewFile = path.join(root, 'ps-module/EflowNetDiag.format.ps1xml');

/** The widest screen that running text is spread over: longer lines are hard to read. */
const widest = 160;
/** Where the host does not tell its width, as when a report is redirected. */
const usual = 100;

/** @typedef {{ label: string, width?: number, script?: string }} Cell */

/**
 * @param {string} label
 * @param {number} [width] of its column in a table; the last column takes what is left
 * @param {string} [script] what is shown, where it is not the property of that name
 * @returns {Cell}
 */
const cell = (label, width, script) => ({
  label,
  ...(width === undefined ? {} : { width }),
  ...(script === undefined ? {} : { script }),
});

/** @param {number} taken columns that other cells and the label take; `$room` is what is left to the text */
const room = (taken) =>
  `$room = ${usual - taken}\n` +
  `try { $room = [System.Math]::Max(80, [System.Math]::Min(${widest}, $Host.UI.RawUI.BufferSize.Width)) - ${taken} } catch { $room = ${usual - taken} }\n`;

/** What takes two columns of a terminal: Japanese, and whatever else Unicode calls wide. */
const wide =
  '[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uff60\\uffe0-\\uffe6]';
/** What no line of Japanese begins with. */
const closing = '[\\u3001\\u3002\\u300d\\u300f\\u30fc\\uff09)]';

/**
 * PowerShell itself breaks the lines of a cell in the middle of words. While the line is broken, a character of two columns is
 * followed by a mark that stands for its second one; there a line may end, as at a blank.
 */
const broken = (/** @type {string} */ text) =>
  `((${text} -replace '(${wide})', "\`$1\`0") -replace "(?m)(.{1,$room})( +|(?<=\`0)(?!${closing})|\`$)", "\`$1\`n").TrimEnd() -replace "\`n+", "\`n" -replace "\`0", ''`;

/**
 * By its properties: what came from another machine has lost its methods, ToString among them.
 * @param {string} list @param {string} [item] what is shown of each; without it the list is one of texts @returns {string} one item a line
 */
const lines = (list, item = '$_') => `(@(${list} | ForEach-Object -Process { ${item} }) -join "\`n")`;

/** The items of lists whose sentence is made of several properties. They say what types.ps1xml says of the same types. */
const said = {
  evidence: "'{0}{1}: seen {2}; expected {3}' -f $_.Fact, $_.Path, $_.Observed, $_.Expected",
  candidate:
    "$text = '{0} ({1}): {2}' -f $_.Server, $_.Origin, $_.State; if (@($_.Missing).Count -gt 0) { $text + ', no address for ' + ($_.Missing -join ', ') } else { $text }",
  nameAtLayer: "'{0}: {1} {2} {3}' -f $_.From, $_.Name, $_.State, ($_.Addresses -join ', ')",
  replaced: "'{0}: {1} values in {2} places' -f $_.Kind, $_.Values, $_.Places",
  dropped: "'{0} {1}: {2}' -f $_.Fact, $_.Part, $_.Count",
  hop: "$text = '{0,-11} {1}' -f $_.Stage, $_.Text; if ($null -ne $_.Rule -and $null -ne $_.Rule.Packets) { '{0} [{1} packets]' -f $text, $_.Rule.Packets } else { $text }",
  branch: "'{0}: {1}' -f ($_.When -join '; '), $_.Message",
};

/** @param {string} answer of a DNS server */
const answered = (answer) =>
  `if ($null -ne ${answer}.TookMs) { '{0} ({1} ms)' -f ${answer}.State, [System.Math]::Round(${answer}.TookMs) } else { ${answer}.State }`;

const namesAt =
  "(@($_.Names | ForEach-Object -Process { if (@($_.Addresses).Count -gt 0) { $_.Name + ' = ' + ($_.Addresses -join ', ') } else { $_.Name + ' = nothing' } }) -join \"`n\")";

/** @param {string} text @param {number} taken */
const running = (text, taken) => room(taken) + broken(text);

/** A command stays on its line, to be copied. @param {number} taken */
const remedy = (taken) =>
  room(taken) +
  `$lines = foreach ($step in $_.Remedy) {
    ${broken('$step.Text')}
    if ($step.Command) { '    ' + $step.Command }
}
$lines -join "\`n"`;

/** The words of our objects that are good, bad, or neither, by the names that PowerShell has for colours. */
const colours = {
  Red: ['fail', 'fails', 'error', 'new', 'failed', 'dropped', 'rejected'],
  Yellow: ['unknown', 'changed', 'rolledBack', 'unfinished'],
  Green: ['pass', 'works', 'gone', 'added', 'accepted', 'undone'],
};

/**
 * A word that says how something is: in colour where the host shows colours. Windows PowerShell 5.1 counts the marks of a colour as
 * columns, and versions before 7.2 do; they have no $PSStyle, and stay plain. Where the output goes elsewhere, PowerShell takes the
 * colour out again.
 * @param {string} word an expression
 */
const status = (word) =>
  `$word = ${word}\n` +
  `$colour = switch ($word) {\n${Object.entries(colours)
    .map(([colour, words]) => `    { @('${words.join("', '")}') -ccontains $_ } { '${colour}' }\n`)
    .join('')}}\n` +
  `$style = Get-Variable -Name 'PSStyle' -ValueOnly -ErrorAction Ignore\n` +
  `$shown = "$(if ($style) { $style.OutputRendering })"\n` +
  `if ($colour -and -not $env:NO_COLOR -and ($shown -eq 'Ansi' -or ($shown -eq 'Host' -and $Host.UI.SupportsVirtualTerminal))) { $style.Foreground.$colour + $word + $style.Reset } else { $word }`;

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {Cell} one */
const content = ({ label, script }) =>
  script === undefined ? `<PropertyName>${label}</PropertyName>` : `<ScriptBlock>${escaped(script)}</ScriptBlock>`;

/** @param {string} type @param {string} control @param {string} [group] */
const view = (type, control, group = '') =>
  `<View><Name>${type}</Name><ViewSelectedBy><TypeName>EflowNetDiag.${type}</TypeName></ViewSelectedBy>\n${group}${control}\n</View>`;

/**
 * A heading for each look, in which the rows below say nothing of the device. The name comes from the device: only
 * what names of computers are made of is shown, and the line must fit.
 */
const byLook = `<GroupBy><ScriptBlock>${escaped(
  "$name = \"$($_.Device)\" -replace '[^\\p{L}\\p{M}\\p{N} ._-]', '?'\n" +
    'if ($name.Length -gt 60) { $name = $name.Substring(0, 60) }\n' +
    "'{0}, {1}' -f $name, (\"$($_.CollectedAt)\" -replace '\\.\\d+Z$', 'Z')",
)}</ScriptBlock><Label>Device</Label></GroupBy>\n`;

/** @param {string} type @param {Cell[]} cells @param {string} [group] */
const table = (type, cells, group) => {
  const headers = cells.map(({ label, width }) => {
    const wide = width === undefined ? '' : `<Width>${width}</Width>`;
    return `<TableColumnHeader><Label>${label}</Label>${wide}</TableColumnHeader>`;
  });
  const items = cells.map((one) => `<TableColumnItem>${content(one)}</TableColumnItem>`);
  return view(
    type,
    `<TableControl>\n<TableHeaders>\n${headers.join('\n')}\n</TableHeaders>\n<TableRowEntries><TableRowEntry><Wrap />\n` +
      `<TableColumnItems>\n${items.join('\n')}\n</TableColumnItems>\n</TableRowEntry></TableRowEntries>\n</TableControl>`,
    group,
  );
};

/** @param {string} type @param {Cell[]} cells */
const list = (type, cells) => {
  const items = cells.map((one) => {
    const label = one.script === undefined ? '' : `<Label>${one.label}</Label>`;
    return `<ListItem>${label}${content(one)}</ListItem>`;
  });
  return view(
    type,
    `<ListControl><ListEntries><ListEntry><ListItems>\n${items.join('\n')}\n</ListItems></ListEntry></ListEntries></ListControl>`,
  );
};

/** @param {string} names */
const plain = (names) => names.split(' ').map((name) => cell(name));

const findingTable = table(
  'Finding',
  [
    cell('Rule', 9, "if ($_.CausedBy) { '  ' + $_.Rule } else { $_.Rule }"),
    cell(
      'Outcome',
      7,
      status(
        "if ($_.Suppressed) { '(' + $_.Outcome + ')' } elseif ($_.Outcome -eq 'notApplicable') { 'n/a' } else { $_.Outcome }",
      ),
    ),
    cell('Severity', 8, "if ($_.Severity -eq 'information') { 'info' } else { $_.Severity }"),
    cell('Target', 20, `$room = 20\n${broken('$_.Target')}`),
    cell(
      'Message',
      undefined,
      "$text = if ($_.Suppressed) { '[until {0}: {1}] {2}' -f $_.Suppressed.Expires, $_.Suppressed.Reason, $_.Message } else { $_.Message }\n" +
        running('$text', 49),
    ),
  ],
  byLook,
);
const findingList = list('Finding', [
  ...plain('Rule Outcome Severity Category'),
  cell('Title', undefined, running('$_.Title', 15)),
  cell('Message', undefined, running('$_.Message', 15)),
  cell('Target'),
  cell('Evidence', undefined, running(lines('$_.Evidence', said.evidence), 15)),
  cell('Remedy', undefined, remedy(15)),
  cell('CausedBy'),
  cell(
    'Suppressed',
    undefined,
    `$text = if ($_.Suppressed) { 'until {0}: {1}' -f $_.Suppressed.Expires, $_.Suppressed.Reason } else { '' }\n${running('$text', 15)}`,
  ),
  ...plain('Repair Page Device CollectedAt'),
]);

const ruleTable = table('RuleInfo', [
  cell('Rule', 8),
  cell('Severity', 11),
  cell('Title', undefined, running('$_.Title', 22)),
]);
const ruleList = list('RuleInfo', [
  ...plain('Rule Category Severity Title'),
  cell('Requires', undefined, running("($_.Requires -join ', ')", 12)),
  cell('Guide', undefined, running("($_.Guide -join ', ')", 12)),
  cell('Page'),
]);

const dnsTable = table(
  'DnsReportRow',
  [
    cell('Layer', 10),
    cell('Scope', 10),
    cell('Server', 15),
    cell('Udp', 8, '$_.Udp.State'),
    cell('Tcp', 8, '$_.Tcp.State'),
    cell('Verdict', 7, status('$_.Verdict')),
    cell('Message', undefined, running('$_.Message', 65)),
  ],
  byLook,
);
const dnsList = list('DnsReportRow', [
  ...plain('Layer Scope Server ConfiguredIn'),
  cell('Udp', undefined, answered('$_.Udp')),
  cell('Tcp', undefined, answered('$_.Tcp')),
  cell('Names', undefined, namesAt),
  cell('Verdict'),
  cell('Message', undefined, running('$_.Message', 16)),
  ...plain('Device CollectedAt'),
]);

const firewallTable = table(
  'FirewallRule',
  [
    cell('Table', 6),
    cell('Chain', 16),
    cell('No', 3, '$_.Number'),
    cell('Packets', 9),
    cell('State', 6, "if (-not $_.Live) { 'saved' } elseif ($_.Saved) { 'both' } else { 'live' }"),
    cell('Rule', undefined, `$text = if ($_.RepairId) { '* ' + $_.Text } else { $_.Text }\n${running('$text', 46)}`),
  ],
  byLook,
);
const firewallList = list('FirewallRule', [
  ...plain('Kind BackEnd Table Chain Number Target Protocol Source Destination Ports InInterface OutInterface'),
  ...plain('Packets Live Saved RepairId'),
  cell('Text', undefined, running('$_.Text', 15)),
  ...plain('Device CollectedAt'),
]);

const planTable = table('RepairPlan', [
  cell('Port', 6),
  cell('Protocol', 8),
  cell('State', 12),
  cell(
    'Steps',
    undefined,
    running('((@($_.Reason) + @($_.Steps | ForEach-Object -Process { $_.Text })) -join "`n").Trim()', 30),
  ),
]);
const planList = list('RepairPlan', [
  ...plain('Repair State'),
  cell('Reason', undefined, running('$_.Reason', 18)),
  ...plain('Protocol Port'),
  cell('Source', undefined, "if ($_.Source) { $_.Source } else { 'any' }"),
  cell('Steps', undefined, running(lines('$_.Steps', '$_.Text'), 18)),
  cell('Counterfactual', undefined, running(lines('$_.Counterfactual'), 18)),
  cell('Opens', undefined, running(lines('$_.Opens'), 18)),
  cell('StillBlockedBy', undefined, running(lines('$_.StillBlockedBy'), 18)),
  cell('Checks', undefined, running(lines('$_.Checks', '$_.Text'), 18)),
  ...plain('Id Device CollectedAt'),
]);

const resultTable = table('RepairResult', [
  cell('Port', 6),
  cell('Protocol', 8),
  cell('State', 12, status('$_.State')),
  cell('Persisted', 9),
  cell('Verified', 8),
  cell('Reason', undefined, running('$_.Reason', 49)),
]);
const resultList = list('RepairResult', [
  ...plain('Port Protocol State Persisted Verified Id'),
  cell('Reason', undefined, running('$_.Reason', 13)),
  cell('Plan', undefined, running(lines('$_.Plan.Steps', '$_.Text'), 13)),
]);

const dnsPlanTable = table('DnsPlan', [
  cell('State', 12),
  cell('Before', 15, "$_.Before -join ' '"),
  cell('Servers', 15, "$_.Servers -join ' '"),
  cell('Steps', undefined, running('((@($_.Reason) + @($_.Steps)) -join "`n").Trim()', 45)),
]);
const dnsPlanList = list('DnsPlan', [
  ...plain('Repair State'),
  cell('Reason', undefined, running('$_.Reason', 15)),
  cell('Link'),
  cell('Before', undefined, "$_.Before -join ', '"),
  cell('Servers', undefined, "$_.Servers -join ', '"),
  cell('Candidates', undefined, running(lines('$_.Candidates', said.candidate), 15)),
  cell('Names', undefined, running("($_.Names -join ', ')", 15)),
  cell('Steps', undefined, running(lines('$_.Steps'), 15)),
  cell('Restorable'),
  cell('Restore', undefined, running('$_.Restore', 15)),
  ...plain('Id Device CollectedAt'),
]);
const dnsResultTable = table('DnsRepairResult', [
  cell('State', 12),
  cell('Verified', 8),
  cell('Servers', 15, "$_.Servers -join ' '"),
  cell('Reason', undefined, running('$_.Reason', 38)),
]);
const dnsResultList = list('DnsRepairResult', [
  cell('State'),
  cell('Servers', undefined, "$_.Servers -join ', '"),
  cell('Before', undefined, "$_.Before -join ', '"),
  cell('Verified'),
  cell('Names', undefined, running(lines('$_.Names', said.nameAtLayer), 12)),
  cell('Changed', undefined, lines('$_.Changed')),
  cell('Reason', undefined, running('$_.Reason', 12)),
]);
const repairTable = table('Repair', [
  cell('Id', 16),
  cell('At', 20, "([string] $_.At) -replace '\\.\\d+Z$', 'Z'"),
  cell('State', 10),
  cell('Protocol', 8),
  cell('Port', 5),
  cell('Steps', undefined, running(lines('$_.Plan.steps', 'if ($_ -is [string]) { $_ } else { $_.text }'), 66)),
]);
const repairList = list('Repair', [
  ...plain('Id At Repair State Step Protocol Port Device'),
  cell('Plan', undefined, running(lines('$_.Plan.steps', 'if ($_ -is [string]) { $_ } else { $_.text }'), 13)),
]);

const bypassTable = table('BypassResult', [
  cell('Port', 10, "'{0}/{1}' -f $_.Port, $_.Protocol"),
  cell('FirewallIsCause', 15),
  cell('Before', 11),
  cell('During', 11),
  cell('Message', undefined, running('$_.Message', 51)),
]);
const bypassList = list('BypassResult', [
  ...plain('Port Protocol State FirewallIsCause'),
  cell('Message', undefined, running('$_.Message', 19)),
  ...plain('Before During ProbeBefore ProbeDuring Packets Unchanged WalkVerdict'),
  cell('WalkMessage', undefined, running('$_.WalkMessage', 19)),
  ...plain('Full Device CollectedAt'),
]);

const redactionList = list('RedactionReport', [
  cell('FullName'),
  cell('Replaced', undefined, running(lines('$_.Replaced', said.replaced), 15)),
  cell('Dropped', undefined, running(lines('$_.Dropped', said.dropped), 15)),
  cell('ChangedRules', undefined, running("($_.ChangedRules -join ', ')", 15)),
]);
const redactionTable = table('RedactionReport', [
  cell('FullName', 40, `$room = 40\n${broken('$_.FullName')}`),
  cell('ChangedRules', 12, "$_.ChangedRules -join ' '"),
  cell('Replaced', undefined, running(lines('$_.Replaced', said.replaced), 56)),
]);

/** Nothing where no rules were tried. @param {string} list */
const ofChange = (list) => `@($_.Change.${list}) | Where-Object -FilterScript { $_ }`;

const traceList = list('PacketTrace', [
  cell('From', undefined, "'{0} ({1})' -f $_.From.Name, $_.From.Address"),
  cell('To', undefined, "'{0} ({1})' -f $_.To.Name, $_.To.Address"),
  ...plain('Protocol Port Verdict Sender'),
  cell('Message', undefined, running('$_.Message', 14)),
  cell('Hops', undefined, running(lines('$_.Hops', said.hop), 14)),
  cell('NearMisses', undefined, running(lines('$_.NearMisses', '$_.Text'), 14)),
  cell('Branches', undefined, running(lines('$_.Branches', said.branch), 14)),
  cell('Notes', undefined, running(lines('$_.Notes'), 14)),
  cell(
    'Least',
    undefined,
    running(`$(if ($_.LeastReason) { $_.LeastReason } else { ${lines('$_.Least', '$_.Text')} })`, 14),
  ),
  cell(
    'Change',
    undefined,
    running("$(if ($_.Change) { '{0}: {1}' -f ($_.Change.Rules -join '; '), $_.Change.Message })", 14),
  ),
  cell('ChangeHops', undefined, running(lines(ofChange('Hops'), said.hop), 14)),
  cell('Opens', undefined, running(lines(ofChange('Opens'), '$_.Text'), 14)),
  cell('Closes', undefined, running(lines(ofChange('Closes'), '$_.Text'), 14)),
  ...plain('Device CollectedAt'),
]);
const traceTable = table('PacketTrace', [
  cell('From', 10, '$_.From.Name'),
  cell('To', 10, '$_.To.Name'),
  cell('Port', 10, "if ($_.Port) { '{0}/{1}' -f $_.Port, $_.Protocol } else { $_.Protocol }"),
  cell('Verdict', 15, status('$_.Verdict')),
  cell('Message', undefined, running('$_.Message', 50)),
]);

const changeTable = table('SnapshotChange', [
  cell('Change', 11, status("if ($_.Suppressed) { '(' + $_.Change + ')' } else { $_.Change }")),
  cell('What', 22),
  cell('Target', 18, `$room = 18\n${broken('$_.Target')}`),
  cell(
    'Before and after',
    undefined,
    running(
      "((@($_.Before | Select-Object -First 3 | ForEach-Object -Process { '- ' + $_ }) + @($_.After | Select-Object -First 3 | ForEach-Object -Process { '+ ' + $_ })) -join \"`n\")",
      52,
    ),
  ),
]);
const changeList = list('SnapshotChange', [
  ...plain('Change What Severity Target OutcomeBefore OutcomeAfter'),
  cell('Before', undefined, running(lines('$_.Before'), 16)),
  cell('After', undefined, running(lines('$_.After'), 16)),
  cell('Suppressed', undefined, running('$_.SuppressedText', 16)),
  cell('Rules', undefined, running("($_.Rules -join ', ')", 16)),
]);

const fleetList = list('FleetOverview', [
  ...plain('Looks Well Faulty Unknown'),
  cell(
    'Causes',
    undefined,
    running(
      '(@($_.Causes | ForEach-Object -Process { \'{0} ({1}, on {2}): {3}\' -f $_.Rule, $_.Severity, $_.Count, $_.Title }) -join "`n")',
      11,
    ),
  ),
  cell(
    'Devices',
    undefined,
    running(
      "(@($_.Devices | Where-Object -FilterScript { $_.State -ne 'ok' } | Select-Object -First 20 | ForEach-Object -Process { '{0}: {1} {2}' -f $_.Device, $_.State, $_.First }) -join \"`n\")",
      11,
    ),
  ),
]);
const fleetCauseTable = table('FleetCause', [
  cell('Rule', 8),
  cell('Severity', 11),
  cell('Count', 6),
  cell('Title', undefined, running('$_.Title', 30)),
]);
const fleetDeviceTable = table('FleetDevice', [
  cell('Device', 20, `$room = 20\n${broken('$_.Device')}`),
  cell('State', 7, status("if ($_.State -eq 'ok') { 'pass' } else { $_.State }")),
  cell('First', 8),
  cell('Faults', 6),
  cell('Unknown', 7),
  cell(
    'Message',
    undefined,
    running(
      '((@($_.Message) + @($_.Differences | ForEach-Object -Process { \'{0}: {1}, most others {2}\' -f $_.What, $_.Own, $_.Others })) -join "`n").Trim()',
      53,
    ),
  ),
]);

/** The first view of a type is the one that is used where none is asked for. */
const views = [
  ...[findingTable, findingList, ruleTable, ruleList, dnsTable, dnsList, firewallTable, firewallList],
  ...[changeTable, changeList],
  ...[fleetList, fleetCauseTable, fleetDeviceTable],
  ...[planList, planTable, resultTable, resultList, repairTable, repairList, redactionList, redactionTable],
  ...[dnsPlanList, dnsPlanTable, dnsResultTable, dnsResultList],
  ...[bypassList, bypassTable],
  ...[traceList, traceTable],
];

export const viewText = () =>
  `<?xml version="1.0" encoding="utf-8"?>\n<!-- Written by scripts/views.mjs. -->\n` +
  `<Configuration><ViewDefinitions>\n${views.join('\n')}\n</ViewDefinitions></Configuration>\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] !== '--check') writeFileSync(viewFile, viewText());
  else if (readFileSync(viewFile, 'utf8') !== viewText())
    giveUp(`${path.relative(root, viewFile)} is not what it would be now. Run: node scripts/views.mjs`);
}
