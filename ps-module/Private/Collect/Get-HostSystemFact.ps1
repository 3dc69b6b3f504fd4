# The chassis of every virtual machine of Azure carries this tag.
$script:azureAssetTag = '7783-7084-3265-9085-8269-3286-77'

function Get-HostSystemFact {
    <#
        .SYNOPSIS
            Which Windows this is, and what it runs on.
    #>
    [CmdletBinding()]
    param ()

    $os = Get-CimInstance -ClassName 'Win32_OperatingSystem' -ErrorAction Stop
    $computer = Get-CimInstance -ClassName 'Win32_ComputerSystem' -ErrorAction Stop
    $chassis = @(Get-CimInstance -ClassName 'Win32_SystemEnclosure' -ErrorAction SilentlyContinue)
    return @{
        computerName      = [System.Environment]::MachineName
        osCaption         = [string] $os.Caption
        osVersion         = [string] $os.Version
        osBuild           = Get-EflowProperty -InputObject $os -Name 'BuildNumber'
        osSku             = Get-EflowProperty -InputObject $os -Name 'OperatingSystemSKU' -Type ([int])
        # Win32_OperatingSystem.ProductType: 1 = workstation, 2 = domain controller, 3 = server.
        isServer          = [int] $os.ProductType -ne 1
        manufacturer      = [string] $computer.Manufacturer
        model             = [string] $computer.Model
        hypervisorPresent = [bool] $computer.HypervisorPresent
        # Other tags are the owner's business.
        azure             = @($chassis | Where-Object -FilterScript { (Get-EflowProperty -InputObject $_ -Name 'SMBIOSAssetTag') -eq $script:azureAssetTag }).Count -gt 0
        elevated          = Test-EflowElevated
        powerShell        = $PSVersionTable.PSVersion.ToString()
    }
}
