# On a client the EFLOW VM is a compute system of the Host Compute Service and Hyper-V does not list it
# (Azure/iotedge-eflow#277); on a server it is there as <HOST>-EFLOW (eflowAutoDeploy.ps1 looks for it).
function Get-VM {
    [CmdletBinding(DefaultParameterSetName = 'Name')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Name', ValueFromPipeline = $true)]
        [Alias('VMName')]
        [string[]] $Name,

        [Parameter(Position = 0, ParameterSetName = 'Id')]
        [guid] $Id,

        [object[]] $CimSession,

        [string[]] $ComputerName,

        [pscredential[]] $Credential
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $all = @(Complete-WindowsResult -Command 'Get-VM' -InputObject @(Get-ServerMachine) -New { New-VirtualMachineObject })
        if ($PSBoundParameters.ContainsKey('Id')) {
            return $all | Where-Object { $_.Id -eq $Id }
        }
        if (-not $PSBoundParameters.ContainsKey('Name')) {
            return $all
        }
        foreach ($one in $Name) {
            $found = @($all | Where-Object { $_.Name -like $one })
            if ($found.Count -eq 0 -and -not [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($one)) {
                Write-HyperVNotFound -Cmdlet $PSCmdlet -Key 'NoVirtualMachine' -Name $one
            }
            $found
        }
    }
}

# The Id is made of the name, so that it stays.
function New-VirtualMachineObject {
    param([string] $Name = '')

    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Name.PadRight(16).Substring(0, 16))
    $id = [guid]::new([byte[]] $bytes[0..15])
    New-WindowsObject -TypeName 'Microsoft.HyperV.PowerShell.VirtualMachine' -Property ([ordered]@{
            Name           = $Name
            VMName         = $Name
            Id             = $id
            VMId           = $id
            State          = [VMState]::Running
            Status         = Get-WindowsText -Key 'OperatingNormally'
            Uptime         = [timespan]::FromHours(1)
            Generation     = 2
            Version        = '9.0'
            ProcessorCount = 1
            MemoryAssigned = [long] 1073741824
            ComputerName   = [Environment]::MachineName
        })
}

function Get-ServerMachine {
    $guest = (Get-LabState).guest
    if ((Get-OperatingSystemKind) -ne 'server' -or $guest.power -eq 'None') {
        return
    }
    $object = New-VirtualMachineObject -Name $guest.hostName
    if ($guest.power -ne 'Running') {
        $object.State = [VMState]::Off
        $object.Uptime = [timespan]::Zero
        $object.MemoryAssigned = [long] 0
    }
    $object
}
