# Two strings, the MAC first and the address second (Microsoft's tools/execute-SshCommand.ps1 checks "-ne 2" and takes
# [1]), after the lines that how-to-configure-iot-edge-for-linux-on-windows-networking.md shows. The address carries a
# trailing blank (tutorial-develop-for-linux-on-windows.md, Azure/iotedge#7220). Where it comes from is said behind it:
# "retrieved directly from virtual machine", or "retrieved from NodeAgent" (Azure/iotedge-eflow#177) when the VM could not
# be asked; 1.1 says neither (#45).
function Get-EflowVmAddr {
    [CmdletBinding()]
    [OutputType([string[]])]
    param()

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed -Message 'Virtual machine name could not be retrieved, failed to get IP/MAC address'
    Assert-EflowVmRunning
    Write-EflowStatus -Text "Querying IP and MAC addresses from virtual machine ($(Get-EflowMachineName))"
    $mac = Get-EflowMacAddress
    Write-EflowDetail -Text "Virtual machine MAC: $mac"
    # Azure/iotedge-eflow#308 shows this line with -Verbose.
    Write-Verbose -Message 'Guest interface name - eth0'
    $found = Find-EflowAddress
    if ([string]::IsNullOrEmpty($found.Address)) {
        # Azure/iotedge-eflow#10: said, not thrown. Scripts check the second element for being empty.
        Write-EflowDetail -Text 'Failed to acquire IP address for virtual machine'
        return @($mac, '')
    }
    Write-EflowDetail -Text "Virtual machine IP : $($found.Address) $($found.Source)".TrimEnd()
    $mac
    "$($found.Address) "
}

function Find-EflowAddress {
    $agent = Get-LabFile -Name 'agent.json'
    $seen = Read-EflowGuestAddress
    $source = 'retrieved directly from virtual machine'
    $address = $seen.Address
    if (-not $seen.Answered) {
        $source = 'retrieved from NodeAgent'
        $address = Get-OptionalProperty -InputObject $agent -Name 'nodeAgentIp'
    }
    [pscustomobject]@{
        Address = Get-OptionalProperty -InputObject $agent -Name 'ip' -Default $address
        Source  = Get-OptionalProperty -InputObject $agent -Name 'sourceWording' -Default $source
    }
}

function Read-EflowGuestAddress {
    $result = Invoke-EflowSession -Cmdlet 'Get-EflowVmAddr' -Command 'ip -4 -o addr show dev eth0'
    $address = ''
    foreach ($line in $result.Captured) {
        if ($address -eq '' -and $line -match 'inet (\d+\.\d+\.\d+\.\d+)') {
            $address = $Matches[1]
        }
    }
    [pscustomobject]@{ Answered = $result.ExitCode -ne 255; Address = $address }
}
