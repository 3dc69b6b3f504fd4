enum NatProtocol { TCP = 0; UDP = 1 }

function Get-NetNatStaticMapping {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0)]
        [string[]] $NatName,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $new = {
            New-CimObject -ClassName 'MSFT_NetNatStaticMapping' -Property ([ordered]@{
                    StaticMappingID = [uint32] 0; NatName = ''; Protocol = [NatProtocol]::TCP; RemoteExternalIPAddressPrefix = '0.0.0.0/0'
                    ExternalIPAddress = '0.0.0.0'; ExternalPort = [uint16] 0; InternalIPAddress = ''; InternalPort = [uint16] 0
                    InternalRoutingDomainId = '{00000000-0000-0000-0000-000000000000}'; Active = $true
                })
        }
        $all = @(Complete-WindowsResult -Command 'Get-NetNatStaticMapping' -InputObject @() -New $new)
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetNatStaticMapping' -InputObject $all
    }
}
