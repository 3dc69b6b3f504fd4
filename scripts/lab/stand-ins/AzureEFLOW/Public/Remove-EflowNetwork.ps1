function Remove-EflowNetwork {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $vswitchName
    )

    $ErrorActionPreference = 'Stop'
    $null = Get-EflowNetwork -vswitchName $vswitchName
    if ($vswitchName -eq (Get-SwitchDisplayName)) {
        # how-to-configure-multiple-nics.md: the primary switch carries the VM's lifecycle.
        throw "It is not possible to delete the network '$vswitchName': the virtual machine is managed over it."
    }
    $ErrorActionPreference = 'Continue'
    Stop-NotPlayed -Cmdlet $PSCmdlet
}
