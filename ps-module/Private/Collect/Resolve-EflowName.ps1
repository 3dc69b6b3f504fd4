# What DNS answered, by the id of the error that Resolve-DnsName makes of it; its text is localized.
$script:dnsAnswers = @{
    DNS_ERROR_RCODE_FORMAT_ERROR    = 'FORMERR'
    DNS_ERROR_RCODE_SERVER_FAILURE  = 'SERVFAIL'
    DNS_ERROR_RCODE_NAME_ERROR      = 'NXDOMAIN'
    DNS_ERROR_RCODE_NOT_IMPLEMENTED = 'NOTIMP'
    DNS_ERROR_RCODE_REFUSED         = 'REFUSED'
    DNS_INFO_NO_RECORDS             = 'NOERROR'
}

function Resolve-EflowName {
    <#
        .SYNOPSIS
            Asks for the IPv4 addresses of a name: as the host's own programs would, or one server over one transport.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Name,

        [string]
        $Server,

        [switch]
        $TcpOnly
    )

    $how = @{ Name = $Name; Type = 'A'; DnsOnly = $true; QuickTimeout = $true; ErrorAction = 'Stop' }
    if ($Server) {
        $how['Server'] = $Server
        $how['TcpOnly'] = $TcpOnly
    }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $state, $rcode, $addresses = 'answered', 'NOERROR', @()
    try {
        # RecordType: 1 = A; an alias comes with records of its own.
        $addresses = @(Resolve-DnsName @how | Where-Object -FilterScript { [int] $_.Type -eq 1 } | ForEach-Object -Process { [string] $_.IPAddress })
    }
    catch {
        $id = $_.FullyQualifiedErrorId.Split(',')[0]
        $rcode = $script:dnsAnswers[$id]
        if ($null -eq $rcode) {
            $state = 'failed'
            if ($id -eq 'ERROR_TIMEOUT') {
                $state = 'silent'
            }
        }
    }
    return @{ state = $state; rcode = $rcode; addresses = [string[]] $addresses; tookMs = $watch.ElapsedMilliseconds }
}
