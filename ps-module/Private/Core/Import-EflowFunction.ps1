function Import-EflowFunction {
    <#
        .SYNOPSIS
            Reads the functions that an import has no need of: Set-EflowLanguage, with which every cmdlet begins, and the
            completers see to it.

        .DESCRIPTION
            A package has them in a file of their own, because PowerShell takes longer over their text than over all the rest
            of an import. There they are written `function script:Name`, so that they become functions of the module wherever
            the file is read.
    #>
    [CmdletBinding()]
    param ()

    if ($null -ne $script:laterFunctions) {
        . $script:laterFunctions
        $script:laterFunctions = $null
    }
}
