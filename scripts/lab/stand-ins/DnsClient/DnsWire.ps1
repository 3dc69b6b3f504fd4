# The wire of RFC 1035, as far as a stub resolver needs it.

function New-DnsQuestion {
    param([string] $Name, [RecordType] $Type, [bool] $NoRecursion)

    $bytes = [System.Collections.Generic.List[byte]]::new()
    $id = [byte[]]::new(2)
    [System.Random]::new().NextBytes($id)
    $bytes.AddRange($id)
    $flags = [byte] 1
    if ($NoRecursion) {
        $flags = [byte] 0
    }
    $bytes.AddRange([byte[]] @($flags, 0, 0, 1, 0, 0, 0, 0, 0, 0))
    foreach ($label in (ConvertTo-AsciiName -Name $Name).TrimEnd('.').Split('.')) {
        $text = [System.Text.Encoding]::ASCII.GetBytes($label)
        if ($text.Length -eq 0 -or $text.Length -gt 63) {
            throw "'$Name' is not a name that DNS can carry."
        }
        $bytes.Add([byte] $text.Length)
        $bytes.AddRange($text)
    }
    $bytes.AddRange([byte[]] @(0, 0, [byte] [int] $Type, 0, 1))
    , $bytes.ToArray()
}

# An address is asked by its reverse name, any other by its ASCII form.
function ConvertTo-AsciiName {
    param([string] $Name)

    $address = $null
    if ([System.Net.IPAddress]::TryParse($Name, [ref] $address) -and $Name.IndexOf(':') -lt 0) {
        $parts = $address.GetAddressBytes()
        return "$($parts[3]).$($parts[2]).$($parts[1]).$($parts[0]).in-addr.arpa"
    }
    [System.Globalization.IdnMapping]::new().GetAscii($Name.TrimEnd('.'))
}

function Send-DnsOverUdp {
    param([string] $Server, [byte[]] $Question, [int] $WaitMs)

    $client = [System.Net.Sockets.UdpClient]::new()
    try {
        $client.Connect($Server, 53)
        $null = $client.Send($Question, $Question.Length)
        $end = [datetime]::UtcNow.AddMilliseconds($WaitMs)
        while ([datetime]::UtcNow -lt $end) {
            $receiving = $client.ReceiveAsync()
            if (-not $receiving.Wait([math]::Max(1, [int] ($end - [datetime]::UtcNow).TotalMilliseconds))) {
                return
            }
            $message = $receiving.Result.Buffer
            if ($message.Length -ge 12 -and $message[0] -eq $Question[0] -and $message[1] -eq $Question[1]) {
                return , $message
            }
        }
    }
    catch {
        # An ICMP answer (port or host unreachable) is no answer, and Windows waits for the time limit all the same.
        Wait-DnsRest -Exception $_.Exception -WaitMs $WaitMs
    }
    finally {
        $client.Dispose()
    }
}

function Wait-DnsRest {
    param([System.Exception] $Exception, [int] $WaitMs)

    if ($Exception.GetBaseException() -isnot [System.Net.Sockets.SocketException]) {
        throw $Exception
    }
    [System.Threading.Thread]::Sleep($WaitMs)
}

function Send-DnsOverTcp {
    param([string] $Server, [byte[]] $Question, [int] $WaitMs)

    $client = [System.Net.Sockets.TcpClient]::new()
    try {
        if (-not $client.ConnectAsync($Server, 53).Wait($WaitMs)) {
            return
        }
        $stream = $client.GetStream()
        $stream.ReadTimeout = $WaitMs
        $length = [byte[]] @([math]::Floor($Question.Length / 256), ($Question.Length % 256))
        $stream.Write(($length + $Question), 0, $Question.Length + 2)
        $head = Read-Exactly -Stream $stream -Count 2
        , (Read-Exactly -Stream $stream -Count ($head[0] * 256 + $head[1]))
    }
    catch {
        Wait-DnsRest -Exception $_.Exception -WaitMs 0
    }
    finally {
        $client.Dispose()
    }
}

function Read-Exactly {
    param([System.IO.Stream] $Stream, [int] $Count)

    $buffer = [byte[]]::new($Count)
    $done = 0
    while ($done -lt $Count) {
        $read = $Stream.Read($buffer, $done, $Count - $done)
        if ($read -eq 0) {
            # The other side closed: as good as a reset.
            throw [System.Net.Sockets.SocketException]::new(10054)
        }
        $done += $read
    }
    , $buffer
}

function ConvertFrom-DnsMessage {
    param([byte[]] $Message, [RecordType] $QueryType)

    $position = 12
    for ($question = 0; $question -lt (Read-DnsNumber -Message $Message -At 4); $question++) {
        $position = (Read-DnsLabels -Message $Message -At $position).End + 4
    }
    foreach ($section in @([DnsSection]::Answer, [DnsSection]::Authority)) {
        $count = Read-DnsNumber -Message $Message -At (4 + 2 * [int] $section)
        for ($index = 0; $index -lt $count; $index++) {
            $name = Read-DnsLabels -Message $Message -At $position
            $at = $name.End
            $record = @{
                Name    = $name.Name
                Type    = Read-DnsNumber -Message $Message -At $at
                TTL     = (Read-DnsNumber -Message $Message -At ($at + 4)) * 65536 + (Read-DnsNumber -Message $Message -At ($at + 6))
                Length  = Read-DnsNumber -Message $Message -At ($at + 8)
                DataAt  = $at + 10
                Section = $section
            }
            New-DnsRecord -Message $Message -Record $record -QueryType $QueryType
            $position = $record.DataAt + $record.Length
        }
    }
}

function Read-DnsNumber {
    param([byte[]] $Message, [int] $At)

    $Message[$At] * 256 + $Message[$At + 1]
}

# Names may point back into the message (RFC 1035, 4.1.4); each jump goes further back, so that it ends.
function Read-DnsLabels {
    param([byte[]] $Message, [int] $At)

    $labels = [System.Collections.Generic.List[string]]::new()
    $end = -1
    $position = $At
    while ($Message[$position] -ne 0) {
        if ($Message[$position] -ge 192) {
            $target = ($Message[$position] - 192) * 256 + $Message[$position + 1]
            if ($end -lt 0) {
                $end = $position + 2
            }
            if ($target -ge $position) {
                throw 'A name in the DNS answer points forward.'
            }
            $position = $target
            continue
        }
        $labels.Add([System.Text.Encoding]::ASCII.GetString($Message, $position + 1, $Message[$position]))
        $position += $Message[$position] + 1
    }
    if ($end -lt 0) {
        $end = $position + 1
    }
    [pscustomobject]@{ Name = [string]::Join('.', $labels); End = $end }
}

function New-DnsRecord {
    param([byte[]] $Message, [hashtable] $Record, [RecordType] $QueryType)

    $number = [int] $Record.Type
    if (-not [System.Enum]::IsDefined([RecordType], $number)) {
        return
    }
    $kind = [RecordType] $number
    $property = [ordered]@{
        Name = $Record.Name; Type = $kind; TTL = [uint32] $Record.TTL; Section = $Record.Section
        CharacterSet = 'Unicode'; DataLength = [uint16] $Record.Length; QueryType = $kind
    }
    $at = $Record.DataAt
    switch ($kind) {
        { $_ -eq [RecordType]::A -or $_ -eq [RecordType]::AAAA } {
            $address = [System.Net.IPAddress]::new([byte[]] $Message[$at..($at + $Record.Length - 1)])
            $property.IPAddress = $address.ToString()
            $property.Address = $address.ToString()
            if ($kind -eq [RecordType]::A) {
                $property.IP4Address = $address.ToString()
            }
            else {
                $property.IP6Address = $address.ToString()
            }
        }
        { @('CNAME', 'NS', 'PTR') -contains [string] $_ } {
            $property.NameHost = (Read-DnsLabels -Message $Message -At $at).Name
        }
        ([RecordType]::SOA) {
            $primary = Read-DnsLabels -Message $Message -At $at
            $property.PrimaryServer = $primary.Name
            $property.NameAdministrator = (Read-DnsLabels -Message $Message -At $primary.End).Name
        }
        ([RecordType]::TXT) {
            $property.Strings = @([System.Text.Encoding]::ASCII.GetString($Message, $at + 1, $Message[$at]))
        }
    }
    New-WindowsObject -TypeName "Microsoft.DnsClient.Commands.DnsRecord_$kind" -Property $property
}
