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

    $wish = @{ protocol = $Asked.Protocol.ToLowerInvariant(); port = $null; source = $null }
    if ($Asked.Source) {
        $wish['source'] = $Asked.Source
    }
    foreach ($name in 'Interface', 'Target', 'Chain', 'Table') {
        if ($Asked.$name) {
            $wish[$name.ToLowerInvariant()] = $Asked.$name
        }
    }
    # Parameters take either case; to the kernel these names have one. Other chains, and interfaces, are called as they are.
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
    if (-not $FromFinding) {
        $first, $last = $Asked.Port -split '[-:]'
        if ($first) {
            $wish['port'] = [int] $first
        }
        if ($last) {
            $wish['lastPort'] = [int] $last
        }
        if ([int] $first -gt 65535 -or [int] $last -gt 65535) {
            throw (New-EflowErrorRecord -Id 'PortNotValid' -Arguments $Asked.Port -Target 'Port')
        }
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
