# What the lifecycle agent (wssdagent) knows without asking the VM: its name, its MAC, its power state, its endpoints.
# agent.json in the lab's state folder overrides it: { mac, ip, sourceWording, nodeAgentIp, endpoints, networks }.

function Get-EflowPower {
    $guest = (Get-LabState).guest
    $guest.power
}

function Get-EflowMachineName {
    (Get-LabState).guest.hostName
}

function Get-EflowMacAddress {
    $usual = (Get-LabState).guest.macAddress.ToLowerInvariant()
    Get-OptionalProperty -InputObject (Get-LabFile -Name 'agent.json') -Name 'mac' -Default $usual
}

# docs: troubleshoot-iot-edge-for-linux-on-windows-common-errors.md; seen whole in Azure/iotedge-eflow#225.
function Assert-EflowVmDeployed {
    param([string] $Message = 'Virtual machine name could not be retrieved from wssdagent')

    if ((Get-EflowPower) -eq 'None') {
        Stop-EflowCommand -Message $Message
    }
}

# The same document; Azure/iotedge-eflow#254 has it with "Cannot".
function Assert-EflowVmRunning {
    if ((Get-EflowPower) -ne 'Running') {
        throw "Can't process request, EFLOW VM is OFF!"
    }
}

function Get-EflowPrimaryEndpointName {
    # "<VM name>Interface": Azure/iotedge-eflow#105, #221, #303.
    "$(Get-EflowMachineName)Interface"
}

# The address as a build knows it that reaches the VM over TCP: the agent's own idea.
function Get-EflowChannelAddress {
    $agent = Get-LabFile -Name 'agent.json'
    $address = Get-OptionalProperty -InputObject $agent -Name 'nodeAgentIp'
    if ([string]::IsNullOrEmpty($address)) {
        $address = Get-OptionalProperty -InputObject $agent -Name 'ip'
    }
    if ([string]::IsNullOrEmpty($address)) {
        $address = Get-OptionalProperty -InputObject (Get-LabState).guest -Name 'address'
    }
    if ([string]::IsNullOrEmpty($address)) {
        return Get-EflowMachineName
    }
    ([string] $address).Trim()
}
