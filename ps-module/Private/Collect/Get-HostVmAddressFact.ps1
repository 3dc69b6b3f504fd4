function Get-HostVmAddressFact {
    <#
        .SYNOPSIS
            What Get-EflowVmAddr returned and said: it prints MAC and IP address, and how it got them only to the host.
    #>
    [CmdletBinding()]
    param ()

    $said = Invoke-EflowCmdlet -Name 'Get-EflowVmAddr'
    $chatter = @($said.chatter)
    if ($said.thrown) {
        $chatter += $said.thrown
    }
    elseif (@($said.output).Count -eq 0) {
        $chatter += @($said.errors)
    }
    return @{
        output  = [string[]] @($said.output)
        chatter = [string[]] $chatter
    }
}
