function Get-HostSystemFact {
    <#
        .SYNOPSIS
            Which Windows this is, and what it runs on.
    #>
    [CmdletBinding()]
    param ()

    $os = Get-CimInstance -ClassName 'Win32_OperatingSystem' -ErrorAction Stop
    $computer = Get-CimInstance -ClassName 'Win32_ComputerSystem' -ErrorAction Stop
    return @{
        computerName      = [System.Environment]::MachineName
        osCaption         = [string] $os.Caption
        osVersion         = [string] $os.Version
        # Win32_OperatingSystem.ProductType: 1 = workstation, 2 = domain controller, 3 = server.
        isServer          = [int] $os.ProductType -ne 1
        manufacturer      = [string] $computer.Manufacturer
        model             = [string] $computer.Model
        hypervisorPresent = [bool] $computer.HypervisorPresent
    }
}
