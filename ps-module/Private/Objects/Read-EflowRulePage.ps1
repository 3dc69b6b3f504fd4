function Read-EflowRulePage {
    <#
        .SYNOPSIS
            The text of a rule's page, from the module's folder.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        # As the core names it, relative to the module's folder.
        [Parameter(Mandatory = $true)]
        [string]
        $Page
    )

    $file = [System.IO.Path]::Combine($script:moduleFolder, $Page)
    try {
        return [System.IO.File]::ReadAllText($file)
    }
    catch {
        throw (New-EflowErrorRecord -Id 'RulePageNotRead' -Arguments $file -Target $file -InnerException $_.Exception)
    }
}
