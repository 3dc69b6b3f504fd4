Set-StrictMode -Version Latest

# App Control lets scripts that it does not trust run in this language only, in which this module can do nothing at all. It
# runs in full where the policy trusts its signature, also in a session that is constrained itself.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    $mode = $ExecutionContext.SessionState.LanguageMode
    Import-LocalizedData -BindingVariable 'words' -BaseDirectory $PSScriptRoot -FileName 'EflowNetDiag.strings.psd1' -UICulture 'en-US'
    throw ($words.LanguageConstrained -f $mode)
}

$script:moduleFolder = $PSScriptRoot
# A package carries the core in the module's own folder; in the sources it is built beside it.
$script:coreFolder = [System.IO.Path]::Combine($PSScriptRoot, 'core')
if (-not [System.IO.Directory]::Exists($script:coreFolder)) {
    $script:coreFolder = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($PSScriptRoot), 'core', 'dist')
}

# The strings are read by Set-EflowLanguage, with which every cmdlet begins: an import has no need of them.
$script:reasons = $null

# A package has most functions in this file, which Import-EflowFunction reads; in the sources all are read here.
$script:laterFunctions = $null

#region functions (scripts/package.mjs puts here what an import needs)
foreach ($folder in 'Private/Core', 'Private/Files', 'Private/Objects', 'Private/Collect', 'Private/Act', 'Public') {
    foreach ($file in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1')) {
        . $file
    }
}
#endregion

foreach ($completion in @(
        @{ Parameter = 'Rule', 'ExcludeRule'; Command = 'Test-EflowNetwork'; By = $script:ruleCompleter }
        @{ Parameter = 'Name'; Command = 'Get-EflowNetworkRule'; By = $script:ruleCompleter }
        @{ Parameter = 'From', 'To'; Command = 'Trace-EflowPacket'; By = $script:traceEndCompleter }
        @{ Parameter = 'Port'; Command = 'Get-EflowFirewallRule', 'Invoke-EflowFirewallBypass', 'Repair-EflowFirewall', 'Trace-EflowPacket'; By = $script:portCompleter }
        @{ Parameter = 'Id'; Command = 'Undo-EflowRepair'; By = $script:repairCompleter }
        @{ Parameter = 'ReferenceSnapshot', 'DifferenceSnapshot'; Command = 'Compare-EflowNetSnapshot'; By = $script:snapshotCompleter }
        @{ Parameter = 'ControlSnapshot'; Command = 'Test-EflowNetwork'; By = $script:snapshotCompleter }
        @{ Parameter = 'Snapshot'; Command = 'Export-EflowNetReport', 'Get-EflowDnsReport', 'Get-EflowFirewallRule', 'Get-EflowGuestScript', 'Measure-EflowFleet', 'Repair-EflowDns', 'Repair-EflowFirewall', 'Save-EflowNetSnapshot', 'Save-EflowSupportBundle', 'Test-EflowNetwork', 'Trace-EflowPacket'; By = $script:snapshotCompleter }
    )) {
    foreach ($parameter in $completion.Parameter) {
        Register-ArgumentCompleter -CommandName $completion.Command -ParameterName $parameter -ScriptBlock $completion.By
    }
}
