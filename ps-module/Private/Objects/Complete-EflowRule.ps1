# For -Rule, -ExcludeRule and -Name: the rules' ids, with their titles as tooltips.
$script:ruleCompleter = {
    param ($commandName, $parameterName, $wordToComplete)

    try {
        $rules = @(Get-EflowNetworkRule -ErrorAction Stop)
    }
    catch {
        # Without Node.js there is nothing to offer, and a completer must not interrupt the typing.
        $rules = @()
    }
    foreach ($rule in $rules) {
        if ($rule.Rule -like "$wordToComplete*") {
            [System.Management.Automation.CompletionResult]::new($rule.Rule, $rule.Rule, 'ParameterValue', $rule.Title)
        }
    }
}
