function Set-EflowLanguage {
    <#
        .SYNOPSIS
            Chooses the language of what the module says from now on: every cmdlet does, before its work.

        .DESCRIPTION
            Japanese for Japanese cultures, English for all others. The core gets the same with every request.
    #>
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Changes a variable of the module only.')]
    [CmdletBinding()]
    param (
        [System.Globalization.CultureInfo]
        $Culture = $PSUICulture
    )

    Import-EflowFunction
    $script:culture = 'en-US'
    if ($Culture.TwoLetterISOLanguageName -eq 'ja') {
        $script:culture = 'ja-JP'
    }
    # -UICulture: without it, a host in a language that has no strings file finds none at all in Windows PowerShell 5.1.
    $strings = @{
        BaseDirectory = $script:moduleFolder
        FileName      = 'EflowNetDiag.strings.psd1'
        UICulture     = $script:culture
    }
    Import-LocalizedData -BindingVariable 'sentences' @strings
    $script:localizedData = $sentences

    if ($null -eq $script:reasons) {
        # What is written into snapshots is English everywhere.
        $strings['FileName'] = 'EflowNetDiag.reasons.psd1'
        $strings['UICulture'] = 'en-US'
        Import-LocalizedData -BindingVariable 'reasonsOfSnapshots' @strings
        $script:reasons = $reasonsOfSnapshots
    }
}
