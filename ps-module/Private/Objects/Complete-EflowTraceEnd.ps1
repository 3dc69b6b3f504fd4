# For -From and -To of Trace-EflowPacket: the words that every snapshot knows. Names of containers stand in the snapshot alone.
$script:traceEnds = @{ From = 'host', 'lan', 'cloud', 'vm'; To = 'vm', 'hub', 'host', 'cloud' }

$script:traceEndCompleter = {
    param ($commandName, $parameterName, $wordToComplete)

    foreach ($word in $script:traceEnds[$parameterName]) {
        if ($word -like "$wordToComplete*") {
            [System.Management.Automation.CompletionResult]::new($word)
        }
    }
}
