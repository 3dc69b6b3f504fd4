@{
    Severity = @('Error', 'Warning')
    # Private functions that make an object or a process in memory are named New-, Set- and Start- too; what changes a device asks.
    ExcludeRules = @('PSUseShouldProcessForStateChangingFunctions')
    Rules = @{
        PSUseCompatibleSyntax = @{
            Enable = $true
            TargetVersions = @('5.1', '7.4')
        }
        PSUseConsistentIndentation = @{
            Enable = $true
            IndentationSize = 4
        }
    }
}
