Set-StrictMode -Version Latest

$script:moduleFolder = $PSScriptRoot
$script:coreFolder = [System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName($PSScriptRoot), 'core', 'dist')

# -UICulture: without it, a host in a language that has no strings file finds none at all in Windows PowerShell 5.1.
$strings = @{
    BindingVariable = 'localizedData'
    BaseDirectory   = $PSScriptRoot
    FileName        = 'EflowNetDiag.strings.psd1'
    UICulture       = 'en-US'
}
Import-LocalizedData @strings

foreach ($folder in 'Private/Core', 'Private/Collect', 'Private/Act', 'Public') {
    foreach ($file in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($PSScriptRoot, $folder), '*.ps1')) {
        . $file
    }
}

foreach ($parameter in 'Rule', 'ExcludeRule') {
    Register-ArgumentCompleter -CommandName 'Test-EflowNetwork' -ParameterName $parameter -ScriptBlock $script:ruleCompleter
}
Register-ArgumentCompleter -CommandName 'Get-EflowNetworkRule' -ParameterName 'Name' -ScriptBlock $script:ruleCompleter
