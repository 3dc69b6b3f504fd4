function Get-HostVmNameFact {
    <#
        .SYNOPSIS
            The virtual machine's name.
    #>
    [CmdletBinding()]
    param ()

    return [string] (Read-EflowCmdlet -Name 'Get-EflowVmName')
}
