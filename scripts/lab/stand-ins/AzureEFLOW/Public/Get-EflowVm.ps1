# Several sessions for one object: the versions, the services and the statistics are asked one after the other in the VM
# (Azure/iotedge-eflow#49 and #105 show the object). With the VM off the last three are empty (Azure/iotedge#7135).
function Get-EflowVm {
    [CmdletBinding()]
    param()

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    $isRunning = (Get-EflowPower) -eq 'Running'
    $version = [pscustomobject]@{}
    $status = $null
    $statistics = $null
    if ($isRunning) {
        $version = Read-EdgeRuntimeVersion
        $status = Read-EdgeRuntimeStatus
        $statistics = Read-EflowStatistics
    }
    [pscustomobject]@{
        VmConfiguration    = Get-EflowVmConfiguration
        VmPowerState       = Get-EflowPower
        EdgeRuntimeVersion = $version
        EdgeRuntimeStatus  = $status
        SystemStatistics   = $statistics
    }
}

function Get-EflowVmConfiguration {
    $interfaces = @(Get-EflowKnownEndpoint | ForEach-Object {
            [pscustomobject]@{ virtualNetworkInterfaceReference = $_.Name }
        })
    [pscustomobject]@{
        ID         = '1b07306e9a1fc5c'
        name       = Get-EflowMachineName
        properties = [pscustomobject]@{
            networkProfile  = [pscustomobject]@{ networkInterfaces = $interfaces }
            osProfile       = [pscustomobject]@{
                computerName       = Get-EflowMachineName
                osbootstrapengine  = 'CloudInit'
                linuxConfiguration = [pscustomobject]@{ disablePasswordAuthentication = $true }
            }
            hardwareProfile = [pscustomobject]@{
                customsize = [pscustomobject]@{ cpucount = 1; gpucount = 0; memorymb = 1024 }
            }
        }
        tags       = $null
    }
}

function Read-EflowLine {
    param([string] $Command)

    (Invoke-EflowSession -Cmdlet 'Get-EflowVm' -Command $Command).Captured
}

# Each line says whose it is: a program that is missing says nothing.
function Read-EdgeRuntimeVersion {
    $lines = @(Read-EflowLine -Command ('iotedge --version | sed s/^/edge=/; dockerd --version | sed s/^/engine=/; ' +
            'docker --version | sed s/^/cli=/'))
    $found = @{ edge = ''; engine = ''; cli = '' }
    foreach ($line in $lines) {
        $match = [regex]::Match($line, '^(edge|engine|cli)=\D*(\d+\.\d+[^ ,]*)')
        if ($match.Success) {
            $found[$match.Groups[1].Value] = $match.Groups[2].Value
        }
    }
    [pscustomobject]@{
        IotEdgeVersion = $found.edge; MobyEngineVersion = $found.engine; MobyCliVersion = $found.cli
    }
}

function Read-EdgeRuntimeStatus {
    $services = @(Read-EflowLine -Command 'sudo iotedge system status')
    $modules = @(Read-EflowLine -Command 'sudo iotedge list')
    [pscustomobject]@{ SystemCtlStatus = $services; ModuleList = $modules }
}

function Read-EflowStatistics {
    $lines = @(Read-EflowLine -Command 'free -m | grep Mem:; df -m / | tail -1; nproc; uname -r -v')
    $memory = @([regex]::Matches([string] $lines[0], '\d+') | ForEach-Object { [int] $_.Value })
    $storage = @([regex]::Matches([string] $lines[1], '(?<= )\d+(?= )') | ForEach-Object { [int] $_.Value })
    [pscustomobject]@{
        TotalMemMb         = $memory[0]
        UsedMemMb          = $memory[1]
        AvailableMemMb     = $memory[-1]
        TotalStorageMb     = $storage[0]
        UsedStorageMb      = $storage[1]
        AvailableStorageMb = $storage[2]
        CpuCount           = [int] $lines[2]
        KernelVersion      = [string] $lines[3]
    }
}
