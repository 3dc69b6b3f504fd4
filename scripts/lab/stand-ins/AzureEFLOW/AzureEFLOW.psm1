Set-StrictMode -Version Latest

$folders = @('Private', 'Public' | ForEach-Object { [System.IO.Path]::Combine($PSScriptRoot, $_) })
. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'Import-StandIn.ps1')) -Folder $folders

# The real module does not load in a session that isn't elevated (Azure/iotedge-eflow#61, #261); the words are those of
# "#Requires -RunAsAdministrator".
if (Get-StandInOption -Name 'notElevated' -Default $false) {
    $message = "The script 'AzureEFLOW.psm1' cannot be run because it contains a ""#requires"" statement for running as " +
    'Administrator. The current Windows PowerShell session is not running as Administrator. Start Windows PowerShell by ' +
    'using the Run as Administrator option, and then try running the script again.'
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.UnauthorizedAccessException]::new($message), 'ScriptRequiresElevation', 'PermissionDenied', 'AzureEFLOW.psm1')
}
