Set-StrictMode -Version Latest

$script:moduleFolder = $PSScriptRoot
$script:coreFolder = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($PSScriptRoot), 'core', 'dist')

# What is written into snapshots is English everywhere.
$reasonFile = @{ BaseDirectory = $PSScriptRoot; FileName = 'EflowNetDiag.reasons.psd1'; UICulture = 'en-US' }
Import-LocalizedData -BindingVariable 'reasons' @reasonFile

foreach ($folder in 'Private/Core', 'Private/Collect', 'Private/Act', 'Public') {
    foreach ($file in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1')) {
        . $file
    }
}
Set-EflowLanguage

foreach ($parameter in 'Rule', 'ExcludeRule') {
    Register-ArgumentCompleter -CommandName 'Test-EflowNetwork' -ParameterName $parameter -ScriptBlock $script:ruleCompleter
}
Register-ArgumentCompleter -CommandName 'Get-EflowNetworkRule' -ParameterName 'Name' -ScriptBlock $script:ruleCompleter
foreach ($parameter in 'From', 'To') {
    Register-ArgumentCompleter -CommandName 'Trace-EflowPacket' -ParameterName $parameter -ScriptBlock $script:traceEndCompleter
}
