# What Windows itself brings for each switch; windows.json adds those of others (add: Get-VMSwitchExtension).
function Get-VMSwitchExtension {
    [CmdletBinding(DefaultParameterSetName = 'SwitchName')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'SwitchName')]
        [string[]] $VMSwitchName,

        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'SwitchObject', ValueFromPipeline = $true)]
        [object[]] $VMSwitch,

        [Parameter(Position = 1)]
        [string[]] $Name,

        [object[]] $CimSession,

        [string[]] $ComputerName,

        [pscredential[]] $Credential
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $new = {
            New-WindowsObject -TypeName 'Microsoft.HyperV.PowerShell.VMSwitchExtension' -Property ([ordered]@{
                    Id = ''; Name = ''; Vendor = ''; Enabled = $true; Running = $true; SwitchName = ''
                })
        }
        foreach ($switchName in @($VMSwitch | Where-Object { $null -ne $_ } | ForEach-Object { $_.Name }) + @($VMSwitchName | Where-Object { $_ })) {
            $platform = & $new
            $platform.Id = 'E7C3B2F0-F3C5-48DF-AF2B-10FED6D72E7A'
            $platform.Name = Get-WindowsText -Key 'FilteringPlatform'
            $platform.Vendor = 'Microsoft'
            $platform.SwitchName = $switchName
            $all = @(Complete-WindowsResult -Command 'Get-VMSwitchExtension' -InputObject @($platform) -New $new)
            $all | Where-Object { -not $Name -or $Name -contains $_.Name }
        }
    }
}
