$script:helloMilliseconds = 5000
# What a proxy says before it connects; who says more is no proxy.
$script:proxyAnswerBytes = 4096
$script:longestIssuer = 200

function Send-EflowHello {
    <#
        .SYNOPSIS
            Says a TLS hello on open connections, side by side, and notes in each what became of it and who issued the
            certificate that was shown. Where a proxy is at the other end, it is first asked to connect, without credentials.
    #>
    [CmdletBinding()]
    param (
        # Of Connect-EflowPort, each with its Hello.
        [AllowEmptyCollection()]
        [hashtable[]]
        $Connection
    )

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    foreach ($one in $Connection) {
        # Until it has come to its end.
        $one.Tls = 'failed'
        $one.Stream = $one.Client.GetStream()
        $one.Secure = $null
        try {
            if ($one.Hello.To) {
                $request = [System.Text.Encoding]::ASCII.GetBytes(("CONNECT {0} HTTP/1.1`r`nHost: {0}`r`n`r`n" -f $one.Hello.To))
                $one.Step = 'asking'
                $one.Task = $one.Stream.WriteAsync($request, 0, $request.Length)
            }
            else {
                Start-EflowHello -Connection $one
            }
        }
        catch {
            $one.Step = 'done'
        }
    }
    do {
        [System.Threading.Thread]::Sleep(10)
        foreach ($one in @($Connection | Where-Object -FilterScript { $_.Step -ne 'done' -and $_.Task.IsCompleted })) {
            try {
                Step-EflowHello -Connection $one
            }
            catch {
                $one.Step = 'done'
            }
        }
        $open = @($Connection | Where-Object -FilterScript { $_.Step -ne 'done' }).Count
    } while ($open -gt 0 -and $watch.ElapsedMilliseconds -lt $script:helloMilliseconds)
}

function Step-EflowHello {
    <#
        .SYNOPSIS
            Takes a connection on by one step, once the one before has ended.
    #>
    [CmdletBinding()]
    param (
        [hashtable]
        $Connection
    )

    if ($Connection.Task.IsFaulted -or $Connection.Task.IsCanceled) {
        $Connection.Step = 'done'
        return
    }
    switch ($Connection.Step) {
        'asking' {
            $Connection.Answer = [byte[]]::new($script:proxyAnswerBytes)
            $Connection.Length = 0
            $Connection.Step = 'asked'
        }
        'asked' {
            $read = $Connection.Task.Result
            $Connection.Length += $read
            $text = [System.Text.Encoding]::ASCII.GetString($Connection.Answer, 0, $Connection.Length)
            if ($text.Contains("`r`n`r`n") -and $text -match '^HTTP/1\.[01] 200\b') {
                Start-EflowHello -Connection $Connection
                return
            }
            if ($read -eq 0 -or $text.Contains("`r`n`r`n") -or $Connection.Length -eq $Connection.Answer.Length) {
                $Connection.Step = 'done'
                return
            }
        }
        'greeting' {
            $Connection.Step = 'done'
            $Connection.Tls = 'ok'
            $Connection.Issuer = Get-EflowIssuer -Certificate $Connection.Secure.RemoteCertificate
            $null = $Connection.Secure.ShutdownAsync().Wait(500)
            return
        }
    }
    $room = $Connection.Answer.Length - $Connection.Length
    $Connection.Task = $Connection.Stream.ReadAsync($Connection.Answer, $Connection.Length, $room)
}

function Start-EflowHello {
    <#
        .SYNOPSIS
            Begins the TLS handshake. Nothing is sent after it, so any certificate will do: which one is shown is the question.
    #>
    [CmdletBinding()]
    param (
        [hashtable]
        $Connection
    )

    # A script block cannot be called back on a thread of its own, where there is no PowerShell.
    $callback = [System.Net.Security.RemoteCertificateValidationCallback]
    $parameters = @($callback.GetMethod('Invoke').GetParameters() | ForEach-Object -Process { [System.Linq.Expressions.Expression]::Parameter($_.ParameterType) })
    $yes = [System.Linq.Expressions.Expression]::Constant($true)
    $accept = [System.Linq.Expressions.Expression]::Lambda($callback, $yes, [System.Linq.Expressions.ParameterExpression[]] $parameters).Compile()
    $Connection.Secure = [System.Net.Security.SslStream]::new($Connection.Stream, $false, $accept)
    $Connection.Step = 'greeting'
    # Named, since Windows PowerShell would begin with an older one.
    $Connection.Task = $Connection.Secure.AuthenticateAsClientAsync($Connection.Hello.Name, $null, [System.Security.Authentication.SslProtocols]::Tls12, $false)
}

function Get-EflowIssuer {
    <#
        .SYNOPSIS
            Who issued a certificate, in characters that can be printed.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [AllowNull()]
        [System.Security.Cryptography.X509Certificates.X509Certificate]
        $Certificate
    )

    if ($null -eq $Certificate) {
        return $null
    }
    $issuer = $Certificate.Issuer -replace '[^\x20-\x7E]', '?'
    return $issuer.Substring(0, [System.Math]::Min($issuer.Length, $script:longestIssuer))
}
