# Connections of windows.json (add: Get-VpnConnection), those of all users told by AllUserConnection.
function Get-VpnConnection {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 1)]
        [string[]] $Name,

        [switch] $AllUserConnection,

        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $new = {
            New-CimObject -ClassName 'VpnConnection' -Namespace 'root/Microsoft/Windows/RemoteAccess/Client' -Property ([ordered]@{
                    Name = ''; ServerAddress = ''; AllUserConnection = $false; SplitTunneling = $false; ConnectionStatus = 'Disconnected'
                })
        }
        $all = @(Complete-WindowsResult -Command 'Get-VpnConnection' -InputObject @() -New $new)
        $mine = @($all | Where-Object { [bool] $_.AllUserConnection -eq [bool] $AllUserConnection })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'VpnConnection' -InputObject $mine -Except 'AllUserConnection'
    }
}
