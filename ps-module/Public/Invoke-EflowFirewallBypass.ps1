function Invoke-EflowFirewallBypass {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Finds out whether the firewall of the EFLOW virtual machine is what stops a port: opens it for a moment and tries.

        .DESCRIPTION
            The last experiment of Microsoft's troubleshooting guide, so that it cannot be left open. First the packet walk
            says what the rules do with a connection from this host. Then the connection is tried; where it gets through,
            nothing is opened, unless -Probe tries it from elsewhere too. Otherwise the virtual machine keeps
            its rules, arms a timer of its own that closes again, and only then lets the asked flow past its filter chains,
            in both back ends of iptables; the connection is tried again; everything is taken back and compared rule for
            rule. The answer says whether the firewall was the cause, next to what the walk had said.

            Nothing is saved: a start of the virtual machine closes as well. AzureEFLOW and an elevated session are needed.

        .PARAMETER Port
            The port of the virtual machine to try, from 1 to 65535; for a module, the one that it publishes.

        .PARAMETER Protocol
            tcp (default) or udp. Over UDP only an answer proves anything.

        .PARAMETER Seconds
            When the virtual machine closes by itself at the latest, from 10 to 300. Default: 60. It is closed earlier, as
            soon as the connection was tried.

        .PARAMETER Full
            Opens everything instead of one flow: what comes is accepted before any rule of the filter chains, which comes to
            the same as the guide's open policies and empty chains. No rule is taken out, so none can be lost.

        .PARAMETER Probe
            A script that tries the same from elsewhere, such as from a computer of the LAN; it runs before and during the
            experiment, and the last thing that it emits is in the answer.

        .PARAMETER TimeoutSeconds
            How long the guest may take for each of its parts. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Invoke-EflowFirewallBypass -Port 8883

            Says whether the firewall of the virtual machine is what stops MQTT clients.

        .EXAMPLE
            Invoke-EflowFirewallBypass -Port 8883 -Probe { Invoke-Command -ComputerName pc7 { (Test-NetConnection -ComputerName edge1 -Port 8883).TcpTestSucceeded } }

            Tries it from a computer of the LAN too.

        .INPUTS
            None

        .OUTPUTS
            EflowNetDiag.BypassResult
            FirewallIsCause is yes, no or unknown, and Message says why; Before and During are how the connection came out;
            Packets is how many packets our rules took; Unchanged says whether the rules are those of before, rule for rule;
            WalkVerdict and WalkMessage are what the packet walk had said.

        .NOTES
            Every step is written to a journal before it is done: in ProgramData\EflowNetDiag\journal.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    [OutputType('EflowNetDiag.BypassResult')]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [ValidateRange(1, 65535)]
        [int]
        $Port,

        [ValidateSet('tcp', 'udp')]
        [string]
        $Protocol = 'tcp',

        [ValidateRange(10, 300)]
        [int]
        $Seconds = 60,

        [switch]
        $Full,

        [scriptblock]
        $Probe,

        [ValidateRange(5, 600)]
        [int]
        $TimeoutSeconds = 60,

        [string]
        $NodePath,

        [System.Globalization.CultureInfo]
        $Culture = $PSUICulture
    )

    Set-EflowLanguage -Culture $Culture
    $core, $worker = $null, $null
    try {
        Assert-EflowLive
        $core = Open-EflowCore -NodePath $NodePath
        $worker = Open-EflowWorker
        $from = @{ Core = $core; Worker = $worker; TimeoutSeconds = $TimeoutSeconds }
        Complete-EflowUnfinished -Caller $PSCmdlet -From $from
        $wish = @{ protocol = $Protocol.ToLowerInvariant(); port = $Port; full = [bool] $Full; seconds = $Seconds }
        $source = Get-EflowLiveSource @from -Probe 'None' -OneSession
        $plan = (Send-EflowCoreRequest -Core $core -Request @{ kind = 'planBypass'; source = $source; wish = $wish }).plan
        $sentences = [System.Collections.Generic.List[string]]::new()
        if ($null -ne $plan.walk) {
            $sentences.Add(($script:localizedData.BypassWalk -f $plan.walk.message))
        }
        foreach ($step in $plan.steps) {
            $sentences.Add($step)
        }
        $text = $sentences -join [System.Environment]::NewLine
        if ($plan.state -eq 'refused') {
            New-EflowBypassResult -Plan $plan -State 'refused' -Message $plan.reason
        }
        elseif (Read-EflowConsent -Caller $PSCmdlet -What $text -Caption $script:localizedData.BypassCaption) {
            Invoke-EflowBypass -Plan $plan -From $from -Probe $Probe
        }
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
    finally {
        Write-EflowProgress -Completed
        Close-EflowWorker -Worker $worker
        Close-EflowCore -Core $core
    }
}
