# One table for all our errors. The core's ids stand here too; they come with their own message and target.
$script:errorCategories = @{
    AzureEflowMissing   = 'NotInstalled'
    BundleNotWritten    = 'WriteError'
    Bug                 = 'NotSpecified'
    ConsentNotPossible  = 'PermissionDenied'
    ContractMismatch    = 'InvalidResult'
    ContractViolated    = 'InvalidResult'
    CoreFailed          = 'InvalidResult'
    CoreNotBuilt        = 'NotInstalled'
    CoreNotTrusted      = 'SecurityError'
    CoreTimeout         = 'OperationTimeout'
    CustomRuleRefused   = 'InvalidArgument'
    FileExists          = 'ResourceExists'
    FindingElsewhere    = 'InvalidArgument'
    FolderNotFound      = 'ObjectNotFound'
    GuestArgumentUnsafe = 'InvalidArgument'
    GuestCommandTooLong = 'LimitsExceeded'
    JournalFailed       = 'WriteError'
    NodeNotFound        = 'NotInstalled'
    NodeNotStarted      = 'ResourceUnavailable'
    NodeNotTrusted      = 'SecurityError'
    NodeTooOld          = 'NotInstalled'
    NotElevated         = 'PermissionDenied'
    PlanHasNoSteps      = 'InvalidOperation'
    PortNotValid        = 'InvalidArgument'
    ProfileNotRead      = 'ReadError'
    DeploymentNotValid  = 'InvalidArgument'
    ProfileNotValid     = 'InvalidArgument'
    RedactionLeak       = 'SecurityError'
    RepairNotFound      = 'ObjectNotFound'
    ReportEmpty         = 'InvalidArgument'
    ReportNotRedacted   = 'InvalidArgument'
    ReportNotUnderstood = 'InvalidData'
    ReportNotWritten    = 'WriteError'
    RequestNotJson      = 'InvalidResult'
    RuleHasNoPlace      = 'ObjectNotFound'
    RuleNotOurs         = 'SecurityError'
    RuleNotUnderstood   = 'InvalidArgument'
    RulePageNotRead     = 'ReadError'
    ServerNotUnderstood = 'InvalidArgument'
    ServersTooMany      = 'InvalidArgument'
    SnapshotContract    = 'InvalidData'
    SnapshotExists      = 'ResourceExists'
    SnapshotNeedsWhatIf = 'InvalidArgument'
    SnapshotNotFound    = 'ObjectNotFound'
    SnapshotNotJson     = 'InvalidData'
    SnapshotNotOurs     = 'InvalidData'
    SnapshotNotWritten  = 'WriteError'
    SnapshotsMany       = 'InvalidArgument'
    SnapshotTooLarge    = 'LimitsExceeded'
    SnapshotTruncated   = 'InvalidData'
    SourceNotUnderstood = 'InvalidArgument'
    StateNotTrusted     = 'SecurityError'
    TargetsUnknown      = 'ObjectNotFound'
    TraceEndUnknown     = 'ObjectNotFound'
    TraceFactMissing    = 'ObjectNotFound'
    TraceNoAddress      = 'ObjectNotFound'
    TracePortMissing    = 'InvalidArgument'
    UnknownRule         = 'InvalidArgument'
}

function New-EflowErrorRecord {
    <#
        .SYNOPSIS
            Makes an error record of the module: permanent id, category, sentence and what it is about.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.ErrorRecord])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Id,

        # What the sentence's placeholders stand for.
        [object[]]
        $Arguments = @(),

        # A sentence that comes with the error; without it, the strings file has one under the id.
        [string]
        $Message,

        [object]
        $Target,

        [System.Exception]
        $InnerException
    )

    if (-not $Message) {
        $Message = $script:localizedData[$Id] -f $Arguments
    }
    $category = [System.Management.Automation.ErrorCategory]::NotSpecified
    if ($script:errorCategories.ContainsKey($Id)) {
        $category = [System.Management.Automation.ErrorCategory] $script:errorCategories[$Id]
    }
    # It may name a file that a stranger named, or quote a cmdlet that quotes the guest.
    $Message = ConvertTo-EflowPrintable -Text $Message -Length 4000
    $exception = [System.InvalidOperationException]::new($Message, $InnerException)
    $record = [System.Management.Automation.ErrorRecord]::new($exception, "EflowNetDiag.$Id", $category, $Target)
    # Windows PowerShell shows the target too, of which TargetObject stays what it is.
    $record.CategoryInfo.TargetName = ConvertTo-EflowPrintable -Text ([string] $Target) -Length 400
    return $record
}
