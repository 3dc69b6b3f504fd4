function Get-HostServicesFact {
    <#
        .SYNOPSIS
            The services that EFLOW and its switch live on. State and start type by number: their words are localized.
    #>
    [CmdletBinding()]
    param ()

    $names = @(
        'WSSDAgent', 'EFLOWProxy', 'SharedAccess', 'hns', 'vmcompute', 'vmms', 'nvagent', 'iphlpsvc', 'RemoteAccess', 'DHCPServer'
        'DNS', 'BFE', 'mpssvc', 'Dnscache', 'W32Time'
    )
    $services = foreach ($service in @(Get-Service -Name $names -ErrorAction SilentlyContinue)) {
        @{
            name      = [string] $service.Name
            status    = [int] $service.Status
            startType = [int] $service.StartType
        }
    }
    return , @($services)
}
