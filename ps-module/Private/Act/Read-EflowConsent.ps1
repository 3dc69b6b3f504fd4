function Read-EflowConsent {
    <#
        .SYNOPSIS
            Asks for consent as the caller's -Confirm and -WhatIf say. A host in which nobody can answer gets an error that names
            the way to give consent beforehand.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        [Parameter(Mandatory = $true)]
        [string]
        $What,

        [Parameter(Mandatory = $true)]
        [string]
        $Caption,

        # Asks whatever the preferences are.
        [switch]
        $Always
    )

    try {
        if ($Always) {
            return $Caller.ShouldContinue($What, $Caption)
        }
        return $Caller.ShouldProcess($What, $What, $Caption)
    }
    catch {
        $reason = $_.Exception.GetBaseException()
        if ($reason -is [System.Management.Automation.PipelineStoppedException]) {
            throw
        }
        $command = $Caller.MyInvocation.MyCommand.Name
        throw (New-EflowErrorRecord -Id 'ConsentNotPossible' -Arguments $command, $reason.Message -Target $command -InnerException $_.Exception)
    }
}
