function Get-HostNameProbeFact {
    <#
        .SYNOPSIS
            What this host's own resolution makes of the names that the VM needs.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Questions
    )

    $lookups = foreach ($name in @($Questions.names)) {
        $answer = Resolve-EflowName -Name $name
        $state = 'unresolved'
        if ($answer.addresses.Count -gt 0) {
            $state = 'resolved'
        }
        elseif ($answer.state -eq 'silent') {
            $state = 'timedOut'
        }
        @{ name = [string] $name; addresses = $answer.addresses; state = $state; tookMs = $answer.tookMs }
    }
    return , @($lookups)
}
