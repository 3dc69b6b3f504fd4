# What of Deploy-Eflow's parameters, or of the section "network" of an eflowAutoDeploy file, decides on the network.
$script:deploymentNames = 'vSwitchName', 'vSwitchType', 'ip4Address', 'ip4GatewayAddress', 'ip4PrefixLength', 'dnsServers'

function ConvertTo-EflowDeployment {
    <#
        .SYNOPSIS
            What -Deployment was given, as an object for the core: Deploy-Eflow's parameters as a hashtable or an object, or the
            path of an eflowAutoDeploy JSON file. Whether the values can be is decided by the core.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Deployment
    )

    $source = $Deployment
    if ($source -is [System.IO.FileInfo]) {
        $source = $source.FullName
    }
    if ($source -is [string]) {
        $source = Read-EflowProfileFile -Path $source
    }
    if (-not ($source -is [System.Collections.IDictionary])) {
        $entries = @{}
        foreach ($property in $source.PSObject.Properties) {
            $entries[$property.Name] = $property.Value
        }
        $source = $entries
    }
    $network = $source['network']
    if ($null -ne $network) {
        return ConvertTo-EflowDeployment -Deployment $network
    }
    $plain = @{}
    foreach ($name in @($source.Keys)) {
        if ($script:deploymentNames -contains $name -and $null -ne $source[$name]) {
            $plain["$name"] = [string]::new("$($source[$name])".ToCharArray())
            if ($name -eq 'dnsServers') {
                $plain["$name"] = [string[]] @($source[$name] | Where-Object -FilterScript { $_ } | ForEach-Object -Process { "$_" })
            }
        }
    }
    return $plain
}
