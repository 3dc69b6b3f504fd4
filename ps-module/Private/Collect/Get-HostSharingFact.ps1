function Get-HostSharingFact {
    <#
        .SYNOPSIS
            How Internet Connection Sharing, on which the Default Switch rests, is set up, and whether a policy forbids it.
    #>
    [CmdletBinding()]
    param ()

    $settings = Read-EflowRegistry -Key 'SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters'
    $policy = Read-EflowRegistry -Key 'SOFTWARE\Policies\Microsoft\Windows\Network Connections'
    return @{
        scopeAddress      = $settings['ScopeAddress']
        standaloneAddress = $settings['StandaloneDhcpAddress']
        # "Prohibit use of Internet Connection Sharing on your DNS domain network" writes 0.
        allowedByPolicy   = $policy['NC_ShowSharedAccessUI']
    }
}
