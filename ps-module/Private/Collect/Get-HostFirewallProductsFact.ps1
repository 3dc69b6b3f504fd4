function Get-HostFirewallProductsFact {
    <#
        .SYNOPSIS
            The firewalls of others that are registered with Windows. Server editions keep no such list.
    #>
    [CmdletBinding()]
    param ()

    if ([int] (Get-CimInstance -ClassName 'Win32_OperatingSystem' -ErrorAction Stop).ProductType -ne 1) {
        return , @()
    }
    $products = foreach ($product in @(Get-CimInstance -Namespace 'root/SecurityCenter2' -ClassName 'FirewallProduct' -ErrorAction Stop)) {
        @{ name = [string] $product.displayName; state = [long] $product.productState }
    }
    return , @($products)
}
