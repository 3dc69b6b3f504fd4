function Get-HostDnsProbeFact {
    <#
        .SYNOPSIS
            How DNS servers answer this host: the VM's and its own, so that what one of them keeps from the VM shows.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Questions
    )

    $queries = foreach ($one in @($Questions.queries)) {
        $answer = Resolve-EflowName -Name $one.name -Server $one.server -TcpOnly:($one.transport -eq 'tcp')
        @{ server = [string] $one.server; transport = [string] $one.transport; name = [string] $one.name } + $answer
    }
    return , @($queries)
}
