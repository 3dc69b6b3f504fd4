# The VM's host name, as the agent has it: no session.
function Get-EflowVmName {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    Get-EflowMachineName
}
