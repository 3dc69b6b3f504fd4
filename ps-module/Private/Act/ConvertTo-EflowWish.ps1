function ConvertTo-EflowWish {
    <#
        .SYNOPSIS
            What shall be let in or kept out, as the core is asked for it: of the parameters, or one of each finding that
            Select-EflowMendable has let through.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        # The parameters of the cmdlet, by their names.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Asked,

        [AllowEmptyCollection()]
        [object[]]
        $Finding,

        [switch]
        $FromFinding
    )

    $wish = New-EflowWish -Asked $Asked
    if (-not $FromFinding) {
        Add-EflowWishedPort -Wish $wish -Port $Asked.Port
        return @{ Wish = $wish; Finding = $null }
    }
    foreach ($one in $Finding) {
        if ($one.Target -match '^(\d{1,5})/(tcp|udp)$') {
            $own = $wish.Clone()
            $own['port'], $own['protocol'] = [int] $Matches[1], $Matches[2]
            @{ Wish = $own; Finding = $one }
        }
        else {
            Write-Verbose -Message ($script:localizedData.RepairNotByRule -f $one.Rule, $one.Target)
        }
    }
}

function New-EflowWish {
    <#
        .SYNOPSIS
            What is asked for besides the port. Parameters take either case; to the kernel these names have one. Other chains,
            and interfaces, are called as they are.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Asked
    )

    $wish = @{ protocol = $Asked.Protocol.ToLowerInvariant(); port = $null; source = $null }
    if ($Asked.Source) {
        $wish['source'] = $Asked.Source
    }
    foreach ($name in 'Interface', 'Target', 'Chain', 'Table') {
        if ($Asked.$name) {
            $wish[$name.ToLowerInvariant()] = $Asked.$name
        }
    }
    if ($Asked.Target) {
        $wish['target'] = $Asked.Target.ToUpperInvariant()
    }
    if ($Asked.Table) {
        $wish['table'] = $Asked.Table.ToLowerInvariant()
    }
    if ($Asked.Chain -match '^(INPUT|FORWARD|OUTPUT|DOCKER(-.*)?)$') {
        $wish['chain'] = $Asked.Chain.ToUpperInvariant()
    }
    if ($Asked.State) {
        $wish['states'] = [string[]] @($Asked.State | ForEach-Object -Process { $_.ToUpperInvariant() })
    }
    if ($Asked.Remove) {
        $wish['remove'] = $true
    }
    return $wish
}

function Add-EflowWishedPort {
    <#
        .SYNOPSIS
            Adds a port or a range of ports to what is asked for.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Wish,

        # Such as 8883 or 1024-1030; nothing for a protocol without ports.
        [AllowEmptyString()]
        [string]
        $Port
    )

    $first, $last = $Port -split '[-:]'
    if ($first) {
        $Wish['port'] = [int] $first
    }
    if ($last) {
        $Wish['lastPort'] = [int] $last
    }
    if ([int] $first -gt 65535 -or [int] $last -gt 65535) {
        throw (New-EflowErrorRecord -Id 'PortNotValid' -Arguments $Port -Target 'Port')
    }
}
