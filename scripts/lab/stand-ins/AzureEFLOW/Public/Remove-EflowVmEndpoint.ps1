function Remove-EflowVmEndpoint {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $vendpointName
    )

    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    if ($vendpointName -eq (Get-EflowPrimaryEndpointName)) {
        # Azure/iotedge-eflow#313: the primary endpoint could not be removed.
        throw "The endpoint '$vendpointName' is the virtual machine's primary one and can't be removed."
    }
    $ErrorActionPreference = 'Continue'
    Stop-NotPlayed -Cmdlet $PSCmdlet
}
