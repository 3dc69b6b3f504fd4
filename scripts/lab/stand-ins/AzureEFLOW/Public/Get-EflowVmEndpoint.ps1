# Five properties (the reference has four; GuestInterfaceName is in Azure/iotedge-eflow#221): HealthStatus is one string,
# IpConfiguration an object within. One endpoint comes bare, several as an array (#246 uses the one's .Name).
#
# That it asks the VM is inferred: the agent cannot know what the guest calls its interface, and "Missing EFLOW-VM guest
# interface for" is among its documented errors. The lab plays the dearer case; endpointAsksGuest: false is the other.
function Get-EflowVmEndpoint {
    [CmdletBinding()]
    param(
        [string] $vswitchName
    )

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    $guest = Read-EflowGuestInterface
    foreach ($endpoint in @(Get-EflowKnownEndpoint)) {
        if ($vswitchName -and $endpoint.IpConfiguration.SubNet -ne $vswitchName) {
            continue
        }
        $guestName = Get-OptionalProperty -InputObject $endpoint -Name 'GuestInterfaceName' -Default $guest.Names[$endpoint.MacAddress]
        if ($null -eq $endpoint.IpConfiguration.Address -and $guestName) {
            $endpoint.IpConfiguration.Address = $guest.Addresses[$guestName]
        }
        [pscustomobject]@{
            Name               = $endpoint.Name
            MacAddress         = $endpoint.MacAddress
            HealthStatus       = $endpoint.HealthStatus
            IpConfiguration    = $endpoint.IpConfiguration
            GuestInterfaceName = $guestName
        }
    }
}

# MAC -> interface name and interface name -> address, as the guest says.
function Read-EflowGuestInterface {
    $guest = [pscustomobject]@{ Names = @{}; Addresses = @{} }
    if ((Get-EflowPower) -ne 'Running' -or -not (Get-StandInOption -Name 'endpointAsksGuest' -Default $true)) {
        return $guest
    }
    $result = Invoke-EflowSession -Cmdlet 'Get-EflowVmEndpoint' -Command 'ip -o link show; ip -4 -o addr show'
    foreach ($line in $result.Captured) {
        if ($line -match '^\d+: ([^:@ ]+)[:@].* link/ether ([0-9a-f:]{17})') {
            $guest.Names[$Matches[2]] = $Matches[1]
        }
        elseif ($line -match '^\d+: (\S+)\s+inet (\d+\.\d+\.\d+\.\d+)/' -and -not $guest.Addresses.ContainsKey($Matches[1])) {
            $guest.Addresses[$Matches[1]] = $Matches[2]
        }
    }
    $guest
}
