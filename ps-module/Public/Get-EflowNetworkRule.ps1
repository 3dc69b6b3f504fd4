function Get-EflowNetworkRule {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Lists the rules that Test-EflowNetwork judges by, and shows their pages.

        .DESCRIPTION
            Says of each rule what holds on a healthy device, how much a fault of its kind matters, which facts it needs,
            which rows of Microsoft's troubleshooting guide it automates, and where its page is. With -Page it gives the page
            itself: what is wrong, how we know, how to mend it, when it does not apply. Needs no EFLOW device and no
            network.

        .PARAMETER Name
            Only these rules: ids or wildcards, such as IP001 or DNS*. Default: all. Findings of Test-EflowNetwork name
            their rule themselves, from the pipeline.

        .PARAMETER Page
            Gives the text of each rule's page, as Markdown in the language of -Culture.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Get-EflowNetworkRule

            Lists all rules.

        .EXAMPLE
            Get-EflowNetworkRule -Name DNS* | Format-List

            Shows all that the rules about names say of themselves.

        .EXAMPLE
            Get-EflowNetworkRule -Name NF001 -Page

            Shows the page of a rule, also where there is no network.

        .EXAMPLE
            Test-EflowNetwork | Select-Object -Skip 1 -First 1 | Get-EflowNetworkRule -Page

            Shows the page of the first thing that is wrong.

        .INPUTS
            System.String
            Rule ids or wildcards.

        .INPUTS
            EflowNetDiag.Finding
            Findings of Test-EflowNetwork.

        .OUTPUTS
            EflowNetDiag.RuleInfo
            One for each rule, with Rule, Category, Severity, Title, Requires, Guide and Page.

        .OUTPUTS
            System.String
            With -Page: the text of each page.

        .NOTES
            A rule's id is permanent: it is never given to another rule.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RuleInfo', [string])]
    param (
        [Parameter(Position = 0, ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('Rule', 'Id')]
        [SupportsWildcards()]
        [string[]]
        $Name,

        [switch]
        $Page,

        [string]
        $NodePath,

        [System.Globalization.CultureInfo]
        $Culture = $PSUICulture
    )

    begin {
        $patterns = [System.Collections.Generic.List[string]]::new()
    }

    process {
        foreach ($pattern in $Name) {
            $patterns.Add($pattern)
        }
    }

    end {
        Set-EflowLanguage -Culture $Culture
        $core = $null
        try {
            $core = Open-EflowCore -NodePath $NodePath
            $rules = (Send-EflowCoreRequest -Core $core -Request @{ kind = 'rules' }).rules
        }
        catch {
            $PSCmdlet.ThrowTerminatingError($_)
        }
        finally {
            Close-EflowCore -Core $core
        }
        foreach ($pattern in $patterns) {
            if (@($rules | Where-Object -FilterScript { $_.rule -like $pattern }).Count -eq 0) {
                $PSCmdlet.WriteError((New-EflowErrorRecord -Id 'UnknownRule' -Arguments $pattern -Target $pattern))
            }
        }
        foreach ($rule in $rules) {
            if ($patterns.Count -gt 0 -and @($patterns | Where-Object -FilterScript { $rule.rule -like $_ }).Count -eq 0) {
                continue
            }
            if (-not $Page) {
                ConvertTo-EflowRuleInfo -Rule $rule
                continue
            }
            try {
                Read-EflowRulePage -Page $rule.page
            }
            catch {
                $PSCmdlet.WriteError($_)
            }
        }
    }
}
