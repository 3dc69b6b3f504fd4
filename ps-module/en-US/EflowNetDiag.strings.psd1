# Every sentence that the cmdlets say. For an error, the key is its id.
@{
    # Errors
    AzureEflowMissing   = 'The module AzureEFLOW is not installed here: this machine has no EFLOW that could be looked at. To judge a saved snapshot, use -Snapshot.'
    BundleNotWritten    = 'The support bundle {0} could not be written: {1}'
    ConsentNotPossible  = 'Nobody can be asked for consent in this session ({1}): nothing was changed. To give it beforehand, call {0} with -Confirm:$false; -WhatIf shows what it would do.'
    ContractMismatch    = 'The module speaks contract {0}, the core {1}: they are of different versions. Build again (npm run build), or install the module anew.'
    CoreFailed          = 'The core failed. {0}'
    CoreNotBuilt        = 'The core is not built: {0} is missing. Build it with: npm run build'
    CoreNotTrusted      = 'The core is not run: {0} is not the file that came with the module. Install the module anew.'
    CoreTimeout         = 'The core did not answer within {0} seconds, and was ended.'
    CustomRuleRefused   = 'A rule as text cannot be tried, shown or taken back. Name what shall be let in: -Port with -Protocol, -Source, -Interface, -State or -Target.'
    FileExists          = 'The file {0} exists already. To replace it, use -Force.'
    FindingElsewhere    = 'The finding is of the device {0}, and this is {1}: it is not mended from here.'
    FolderNotFound      = 'The folder {0} does not exist.'
    JournalFailed       = 'The journal {0} cannot be written, and without it nothing is changed: {1}'
    LanguageConstrained = 'EflowNetDiag cannot run in {0}: App Control does not trust the files of this module. Install the signed package, and let the policy trust its signer or its catalog.'
    NodeNotFound        = 'Node.js was not found. Looked for: {0}. Install Node.js 20 or later, or name the program with -NodePath.'
    NodeNotStarted      = 'The program {0} does not run as Node.js: {1}'
    NodeNotTrusted      = 'Node.js at {0} is not run in an elevated session: {1} Name a program that only administrators can change with -NodePath, or correct the rights.'
    NodeTooOld          = 'Node.js at {0} has version {1}; at least {2} is needed. Install a newer one, or name it with -NodePath.'
    NotElevated         = 'AzureEFLOW needs an elevated session: start PowerShell as administrator. To judge a saved snapshot, use -Snapshot.'
    PortNotValid        = 'There is no port {0}: ports go from 1 to 65535.'
    ProfileNotRead      = 'The device profile {0} could not be read: {1}'
    ProfileNotValid     = 'The device profile is not valid ({0}): it has plain properties, whose values are texts, numbers, truth values or lists of them.'
    ReportEmpty         = 'There is nothing to report: no snapshot that could be read, and no finding.'
    ReportNotRedacted   = 'Findings are judged already and cannot be redacted: give the snapshot they are from, or Save-EflowNetSnapshot -Redact first.'
    ReportNotWritten    = 'The report {0} could not be written: {1}'
    RepairNotFound      = 'The journal knows no repair {0}. Undo-EflowRepair lists those that it knows.'
    RulePageNotRead     = 'The page of the rule is not at {0}: the module is not complete.'
    SnapshotExists      = 'The file {0} exists already. To replace it, use -Force.'
    SnapshotNeedsWhatIf = 'A plan that was made from a snapshot is only shown, never applied: use -WhatIf together with -Snapshot.'
    SnapshotNotFound    = 'The snapshot {0} was not found.'
    SnapshotNotOurs     = 'That is no snapshot of EflowNetDiag: {0}. Give its path, its file, or what ConvertFrom-Json makes of it.'
    SnapshotNotWritten  = 'The snapshot {0} could not be written: {1}'
    SnapshotsMany       = '{0} names {1} snapshots, and there is room for one: name one.'
    StateNotTrusted     = 'The folder {0} of the module is not used: {1} Remove it, or give it back to the administrators, and try again.'
    UnknownRule         = 'No rule has the id {0}. Get-EflowNetworkRule lists the rules.'

    # Why a program is not trusted
    DistrustHash        = 'it is not the file that came with the module.'
    DistrustLink        = '{0} is a link, and where it leads can be changed.'
    DistrustMode        = 'others than its owner can write to {0} (mode {1}).'
    DistrustOwner       = '{0} belongs to {1}, who is no administrator.'
    DistrustWriter      = '{1}, who is no administrator, can change {0}.'

    # The core
    CoreAsked           = 'Asking the core: {0}'
    CoreEnded           = 'It ended with exit code {0}. {1}'
    CoreGarbage         = 'It answered what is no answer to the question: {0}'
    CoreStarts          = 'Starting the core with {0} ({1}).'
    NodeNoVersion       = 'asked for its version, it named none.'
    SnapshotMissing     = 'Its answer carries no snapshot.'

    # The guest
    TurnAwaited         = 'This release of EFLOW lets {0} sessions a minute into its virtual machine: waiting up to {1} s for the next.'
    GuestAnswered       = 'The guest answered in {0} call(s), {1} ms.'
    GuestAsked          = 'Asking the guest: a command of {0} characters.'
    GuestRuns           = 'In the guest runs a script with the SHA-256 {0}, as guest-scripts.sha256 of the package lists it; Get-EflowGuestScript prints that of a look.'
    GuestStray          = 'AzureEFLOW reported an error beside its success: {0}'

    # Opening the firewall for a moment
    BypassCaption       = 'Firewall of the EFLOW virtual machine'
    BypassNotClosed     = 'It could not be closed: {0} The guest closes by itself after {1} s.'
    BypassWalk          = 'The packet walk says: {0}'

    # DNS servers
    DnsCaption          = 'DNS servers of the EFLOW virtual machine'
    DnsCheck            = 'Kept only if these names resolve in the virtual machine afterwards, and whatever resolves now: {0}'
    DnsEngineCheck      = 'Kept only if these names resolve afterwards from each container network: {0}'
    DnsNotRestorable    = 'The former servers can NOT be restored by putting files back. If the change is taken back, the virtual machine may be left with other servers.'
    DnsSetFailed        = 'Set-EflowVmDnsServers failed: {0}'
    DnsSetSilent        = 'Set-EflowVmDnsServers did not come back within {0} s.'

    # Listing
    RulesMissing        = 'The list is not whole. {0}'

    # Looking
    FactMissing         = '{0}: {1}'
    Judged              = '{0}: {1} fail, {2} unknown, {3} error, {4} pass, {5} not applicable, {6} suppressed.'

    # What a look would do
    DestinationAction   = '{0} ({1}), from {2}'
    LookCaption         = 'EFLOW network look'
    LookWhatIf          = 'Look at this device and its virtual machine at probe level {0}'

    # Progress
    ProgressActivity    = 'EFLOW network'
    Progressapply       = 'Changing the firewall, on a timer that takes the change back'
    ProgressAsk         = 'Trying the same from the host'
    Progresscommit      = 'Keeping the change'
    ProgressDnsAsk      = 'Asking DNS servers from the virtual machine'
    ProgressDnsSet      = 'Setting the DNS servers'
    ProgressDnsVerify   = 'Looking whether names resolve'
    ProgressGuarded     = 'Keeping the former state, on a timer that restores it'
    ProgressGuest       = 'Asking the virtual machine'
    ProgressHost        = 'Looking at the host'
    ProgressJudge       = 'Judging'
    Progressrevert      = 'Taking the change back'
    ProgressTurn        = 'Waiting: this release of EFLOW lets three sessions a minute into its virtual machine'
    Progresssettle      = 'Settling a repair that was cut off'
    Progressunapply     = 'Taking the change back, on a timer that puts it in again'
    Progressuncommit    = 'Taking the change back for good'
    ProgressVerify      = 'Trying a new connection'

    # Repairs
    RepairBlocked       = 'Still in the way: {0}'
    RepairCaption       = 'EFLOW firewall'
    RepairCheck         = 'Kept only if: {0}'
    RepairChecked       = 'A new connection to {1}, {0} port {2}: {3}'
    RepairCounted       = 'What shows it is the counter of the rule: packets that met it since the change, whoever sent them: {0}.'
    RepairNoAnswer      = '{0} If the change was made, the guest takes it back by itself after {1} s.'
    RepairNoPassage     = 'A new connection to {1}, {0} port {2}, did not get through: {3}'
    RepairNotChecked    = 'There was no way to try it from this host.'
    RepairNotProven     = 'What came back from {1}, {0} port {2}, alone proves nothing: {3}'
    RepairNothing       = 'Nothing is to be done.'
    RepairNotReverted   = '{0} Taking the change back failed too: {1} The guest takes it back by itself after {2} s.'
    RepairOpens         = 'Opens: {0}'
    RepairStepDone      = 'Step {0}: {1}. {2}'
    ModuleDistrusted    = 'The AzureEFLOW that is loaded from {0} runs with administrator''s rights, and others can change it: {1} Install it for all users.'
    JournalDistrusted   = 'The journal {0} is left out, for others than administrators can change it: {1}'
    JournalUnread       = 'The journal {0} holds no repair that can be read.'
    RepairLeft          = 'The repair {0} was cut off. What was not confirmed goes back by itself in the virtual machine, after {1} s at most; the next cmdlet that changes anything asks it how that ended.'
    RepairLost          = 'What answered this host before the change does so no longer: {0}'
    RepairNotByRule     = '{0} of {1} is not mended by this: the profile accepts it, or its remedy says what does.'
    RepairRuns          = 'Another repair is at work on this host.'
    RepairSettled       = 'The repair {0}, which was cut off, is settled: {1}'
    RepairStillOpen     = 'A new connection to {1}, {0} port {2}, still gets through: {3}'
    RepairUnfinished    = 'Finish or take back the repair {0} of {1}, which was cut off at the step {2}.'
    UndoNoAnswer        = '{0} If it was taken back, the guest puts it in again by itself after {1} s.'
    UndoNothing         = 'Nothing was changed: the repair {0} was taken back already, or never made.'
    UndoNotKept         = '{0} The repair was not taken back: {1}'
    UndoNotSettled      = '{0} Putting it in again failed too: {1} The guest does so by itself after {2} s.'
    UndoWhatIf          = 'Take back the repair {0} of {1}:'

    # Reports
    BundleWhatIf        = 'Save a redacted support bundle to {0}'
    ReportWhatIf        = 'Write a report to {0}'

    # Snapshots
    SnapshotCopyWhatIf  = 'Read the snapshot and write it to {0}'
    SnapshotWhatIf      = 'Look at this device and save what is seen to {0}'
}
