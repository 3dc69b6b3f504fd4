function Find-EflowCommand {
    <#
        .SYNOPSIS
            A command that not every Windows has, looked up when it is needed; nothing where it is not there.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.CommandInfo])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Name
    )

    return Get-Command -Name $Name -ErrorAction SilentlyContinue
}
