function Get-HostVmEndpointFact {
    <#
        .SYNOPSIS
            The virtual machine's endpoints, as they come: one object or several.
    #>
    [CmdletBinding()]
    param ()

    return , @(Read-EflowCmdlet -Name 'Get-EflowVmEndpoint')
}
