function Get-NetUDPEndpoint {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [Alias('IPAddress')]
        [string[]] $LocalAddress,

        [Parameter(Position = 1)]
        [uint16[]] $LocalPort,

        [uint32[]] $OwningProcess,

        [datetime[]] $CreationTime,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed @('CimSession', 'AsJob', 'CreationTime')
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Read-HostSocket -Kind '-u' | ForEach-Object {
                $object = New-NetUDPEndpointObject
                $object.LocalAddress = $_.LocalAddress
                $object.LocalPort = $_.LocalPort
                $object.OwningProcess = $_.Process
                $object
            })
        $all = @(Complete-WindowsResult -Command 'Get-NetUDPEndpoint' -InputObject $seen -New { New-NetUDPEndpointObject })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetUDPEndpoint' -InputObject $all
    }
}

function New-NetUDPEndpointObject {
    $property = [ordered]@{ LocalAddress = ''; LocalPort = [uint16] 0; OwningProcess = [uint32] 4 }
    New-CimObject -ClassName 'MSFT_NetUDPEndpoint' -Property $property
}
