function Get-HostRoutesFact {
    <#
        .SYNOPSIS
            The host's IPv4 routes.
    #>
    [CmdletBinding()]
    param ()

    $routes = foreach ($route in @(Get-NetRoute -AddressFamily 'IPv4' -ErrorAction Stop)) {
        @{
            destination    = [string] $route.DestinationPrefix
            nextHop        = [string] $route.NextHop
            interfaceIndex = [int] $route.InterfaceIndex
            metric         = [int] $route.RouteMetric
        }
    }
    return , @($routes)
}
