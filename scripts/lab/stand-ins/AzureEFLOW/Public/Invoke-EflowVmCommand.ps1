# reference-iot-edge-for-linux-on-windows-functions.md: -command (also as first argument), -ignoreError. Without
# -ignoreError a command that exits non-zero throws and gives no output ("don't throw", "to get actual output": Microsoft's
# tools/execute-SshCommand.ps1 and edge-certificates/Set-EdgeCertificates.ps1 in Azure/iotedge-eflow); the text is that of
# Azure/iotedge-eflow#53. Output is nothing, a string, or strings (Get-EdgeCertificates.ps1 indexes it).
function Invoke-EflowVmCommand {
    [CmdletBinding()]
    [OutputType([string], [string[]])]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $command,

        [switch] $ignoreError
    )

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed -Message 'Failed to SSH into virtual machine. Virtual machine name could not be retrieved. at line 2789'
    Assert-EflowVmRunning
    $result = Invoke-EflowSession -Cmdlet 'Invoke-EflowVmCommand' -Command $command
    if ($result.ExitCode -ne 0 -and -not $ignoreError) {
        Stop-EflowCommand -Message "ssh failed to execute [$([string]::Join(' ', $result.Captured))] at line 3101"
    }
    $result.Captured
}
