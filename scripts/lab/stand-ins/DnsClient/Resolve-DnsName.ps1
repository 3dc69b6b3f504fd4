# Microsoft.DnsClient.Commands.RecordType and DnsSection, as far as they are played; the numbers are those of RFC 1035.
enum RecordType {
    A_AAAA = 0; A = 1; NS = 2; CNAME = 5; SOA = 6; PTR = 12; MX = 15; TXT = 16; AAAA = 28; SRV = 33; ANY = 255
}
enum DnsSection { Question = 0; Answer = 1; Authority = 2; Additional = 3 }

# A real question: UDP, or TCP with -TcpOnly or after a truncated answer, to each -Server in turn, else to the servers of the
# host's adapters. LLMNR, NetBIOS, the cache and the hosts file are not played.
function Resolve-DnsName {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [string] $Name,

        [Parameter(Position = 1)]
        [RecordType] $Type = [RecordType]::A_AAAA,

        [string[]] $Server,

        [switch] $DnsOnly,

        [switch] $CacheOnly,

        [switch] $DnssecOk,

        [switch] $DnssecCd,

        [switch] $NoHostsFile,

        [switch] $LlmnrNetbiosOnly,

        [switch] $LlmnrFallback,

        [switch] $LlmnrOnly,

        [switch] $NetbiosFallback,

        [switch] $NoIdn,

        [switch] $NoRecursion,

        [switch] $QuickTimeout,

        [switch] $TcpOnly
    )

    process {
        $notPlayed = @('CacheOnly', 'DnssecOk', 'DnssecCd', 'LlmnrNetbiosOnly', 'LlmnrFallback', 'LlmnrOnly', 'NetbiosFallback')
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed $notPlayed
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $servers = @($Server)
        if (-not $PSBoundParameters.ContainsKey('Server')) {
            $servers = @(Get-HostLink | ForEach-Object { Get-HostDnsServer -LinkName $_.Link })
        }
        $types = @($Type)
        if ($Type -eq [RecordType]::A_AAAA) {
            $types = @([RecordType]::AAAA, [RecordType]::A)
        }
        $how = @{ Server = $servers; TcpOnly = $TcpOnly; QuickTimeout = $QuickTimeout; NoRecursion = $NoRecursion }
        $answers = @($types | ForEach-Object { Get-DnsAnswer -Name $Name -Type $_ @how })
        Write-DnsAnswer -Cmdlet $PSCmdlet -Name $Name -Answer $answers
    }
}

# An address that exists in one family only is an answer; an error is one that every question had.
function Write-DnsAnswer {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Name, [object[]] $Answer)

    $records = @($Answer | ForEach-Object { $_.Records } | Where-Object { $null -ne $_ })
    $good = @($records | Where-Object { $_.Section -eq [DnsSection]::Answer })
    if ($good.Count -gt 0) {
        return $good
    }
    $failed = @($Answer | Where-Object { $_.Code -ne 0 })
    if ($failed.Count -eq 0) {
        if ($records.Count -gt 0) {
            # No record of the type: Windows prints the zone's SOA of the authority section.
            return $records | Select-Object -First 1
        }
        Write-DnsError -Cmdlet $Cmdlet -Name $Name -Code 9501
        return
    }
    Write-DnsError -Cmdlet $Cmdlet -Name $Name -Code $failed[-1].Code
}

# Win32 code -> error id, text, category. Issues and Microsoft's own troubleshooting pages show the first two.
$script:dnsErrors = @{
    9003 = @('DNS_ERROR_RCODE_NAME_ERROR', 'NameDoesNotExist', 'ResourceUnavailable')
    1460 = @('ERROR_TIMEOUT', 'TimedOut', 'OperationTimeout')
    9002 = @('DNS_ERROR_RCODE_SERVER_FAILURE', 'ServerFailure', 'ResourceUnavailable')
    9005 = @('DNS_ERROR_RCODE_REFUSED', 'Refused', 'ResourceUnavailable')
    9501 = @('DNS_INFO_NO_RECORDS', 'NoRecords', 'ResourceUnavailable')
}

function Write-DnsError {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Name, [int] $Code)

    $known = $script:dnsErrors[$Code]
    if ($null -eq $known) {
        $known = $script:dnsErrors[9002]
    }
    $exception = [System.ComponentModel.Win32Exception]::new($Code, "$Name : $(Get-WindowsText -Key $known[1])")
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($exception, $known[0], $known[2], $Name))
}

# Response code of RFC 1035 -> Win32 code.
$script:dnsCodes = @{ 0 = 0; 1 = 9001; 2 = 9002; 3 = 9003; 4 = 9004; 5 = 9005 }

function Get-DnsAnswer {
    param(
        [string] $Name, [RecordType] $Type, [string[]] $Server, [bool] $TcpOnly, [bool] $QuickTimeout, [bool] $NoRecursion
    )

    $question = New-DnsQuestion -Name $Name -Type $Type -NoRecursion $NoRecursion
    # Each try waits longer; -QuickTimeout gives up early.
    $waits = @(1000, 1000, 2000, 4000)
    if ($QuickTimeout) {
        $waits = @(1000, 1000)
    }
    foreach ($wait in $waits) {
        foreach ($one in $Server) {
            $message = $null
            if (-not $TcpOnly) {
                $message = Send-DnsOverUdp -Server $one -Question $question -WaitMs $wait
            }
            if ($TcpOnly -or ($null -ne $message -and ($message[2] -band 2))) {
                $message = Send-DnsOverTcp -Server $one -Question $question -WaitMs $wait
            }
            if ($null -ne $message) {
                $code = $script:dnsCodes[$message[3] -band 15]
                return [pscustomobject]@{ Code = $code; Records = @(ConvertFrom-DnsMessage -Message $message -QueryType $Type) }
            }
        }
    }
    [pscustomobject]@{ Code = 1460; Records = @() }
}
