# The role of windows.json: dhcpServer: { options: [{ OptionId, Value }], scopes: [{ ScopeId, SubnetMask, StartRange, EndRange,
# State, options }] }. Its service (DHCPServer) is named under services.
function Get-DhcpServerv4Scope {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 1, ValueFromPipelineByPropertyName = $true)]
        [System.Net.IPAddress[]] $ScopeId,

        [Alias('Cn')]
        [string] $ComputerName,

        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $wanted = @($ScopeId | ForEach-Object { [string] $_ })
        foreach ($scope in @(Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'dhcpServer') -Name 'scopes')) {
            if ($null -eq $scope -or ($wanted.Count -gt 0 -and $wanted -notcontains [string] $scope.ScopeId)) {
                continue
            }
            $object = New-CimObject -ClassName 'DhcpServerv4Scope' -Namespace 'root/Microsoft/Windows/DHCP' -Property ([ordered]@{
                    ScopeId = [System.Net.IPAddress]::Any; SubnetMask = ''; Name = ''; State = 'Active'; StartRange = ''; EndRange = ''
                    LeaseDuration = [timespan]::FromDays(8)
                })
            $object = Set-ObjectProperty -InputObject $object -Setting $scope
            $object.ScopeId = [System.Net.IPAddress] [string] $scope.ScopeId
            $object
        }
    }
}

function Get-DhcpServerv4OptionValue {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 2, ValueFromPipelineByPropertyName = $true)]
        [System.Net.IPAddress] $ScopeId,

        [uint32[]] $OptionId,

        [switch] $All,

        [Alias('Cn')]
        [string] $ComputerName,

        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $from = Get-WindowsSetting -Name 'dhcpServer'
        if ($null -ne $ScopeId) {
            $scopes = @(Get-OptionalProperty -InputObject $from -Name 'scopes')
            $from = @($scopes | Where-Object { $null -ne $_ -and [string] $_.ScopeId -eq [string] $ScopeId })[0]
        }
        foreach ($option in @(Get-OptionalProperty -InputObject $from -Name 'options')) {
            if ($null -ne $option) {
                New-CimObject -ClassName 'DhcpServerv4OptionValue' -Namespace 'root/Microsoft/Windows/DHCP' -Property ([ordered]@{
                        OptionId = [uint32] $option.OptionId; Name = Get-WindowsText -Key 'DhcpOption'; Type = 'IPv4Address'
                        Value = [string[]] @($option.Value)
                    })
            }
        }
    }
}
