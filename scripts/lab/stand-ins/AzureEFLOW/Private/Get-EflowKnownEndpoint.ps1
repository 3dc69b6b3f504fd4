# The agent's endpoints and networks: those of agent.json, else the one that the lab's VM has.

function Get-EflowKnownEndpoint {
    $given = Get-OptionalProperty -InputObject (Get-LabFile -Name 'agent.json') -Name 'endpoints'
    if ($null -ne $given) {
        return $given
    }
    $hostState = (Get-LabState).host
    [pscustomobject]@{
        Name            = Get-EflowPrimaryEndpointName
        MacAddress      = Get-EflowMacAddress
        # Azure/iotedge-eflow#221.
        HealthStatus    = 'currentState:OK previousState:OK'
        IpConfiguration = [pscustomobject]@{
            Address          = Get-EflowAgentAddress
            PrefixLength     = $hostState.prefixLength
            Gateway          = $hostState.gatewayAddress
            AllocationMethod = Get-EflowAllocationMethod
            SubNet           = Get-SwitchDisplayName
        }
    }
}

# What the agent holds for the VM's address, if the lab says; else it is what the VM has.
function Get-EflowAgentAddress {
    $address = Get-OptionalProperty -InputObject (Get-LabFile -Name 'agent.json') -Name 'ip'
    if ($null -eq $address) {
        $address = Get-OptionalProperty -InputObject (Get-LabState).guest -Name 'address'
    }
    $address
}

# "Static" is seen (Azure/iotedge-eflow#221); "Dynamic" is inferred. The Default Switch allows nothing else
# (troubleshoot-iot-edge-for-linux-on-windows-common-errors.md: "Cannot set Static IP on ICS type virtual switch"); an
# internal switch has no DHCP server unless somebody sets one up, an external one has the network's.
function Get-EflowAllocationMethod {
    $usual = 'Dynamic'
    if ((Get-LabState).host.switchType -eq 'Internal' -and -not (Test-IsDefaultSwitch)) {
        $usual = 'Static'
    }
    Get-OptionalProperty -InputObject (Get-LabState).host -Name 'allocationMethod' -Default $usual
}

function Get-EflowKnownNetwork {
    $given = Get-OptionalProperty -InputObject (Get-LabFile -Name 'agent.json') -Name 'networks'
    if ($null -ne $given) {
        return $given
    }
    $hostState = (Get-LabState).host
    # The words of Type are not documented; issues call the Default Switch's type ICS (Azure/iotedge-eflow#9, #34).
    $type = $hostState.switchType
    if (Test-IsDefaultSwitch) {
        $type = 'ICS'
    }
    [pscustomobject]@{
        Name             = Get-SwitchDisplayName
        AllocationMethod = Get-EflowAllocationMethod
        Cidr             = Get-NetworkPrefix -Address $hostState.gatewayAddress -PrefixLength $hostState.prefixLength
        Type             = $type
    }
}

function Get-NetworkPrefix {
    param([string] $Address, [int] $PrefixLength)

    $bytes = [System.Net.IPAddress]::Parse($Address).GetAddressBytes()
    for ($bit = $PrefixLength; $bit -lt $bytes.Length * 8; $bit++) {
        $index = [math]::Floor($bit / 8)
        $bytes[$index] = $bytes[$index] -band (-bnot (0x80 -shr ($bit % 8)))
    }
    "$([System.Net.IPAddress]::new($bytes))/$PrefixLength"
}
