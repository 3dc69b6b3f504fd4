# What is offered while somebody types; a completer must neither fail nor take long. Rules and the ends of a trace have files of their own.

# The ports that IoT Edge itself uses; any other may be typed.
$script:knownPorts = [ordered] @{
    '8883' = 'MQTT over TLS'
    '5671' = 'AMQP over TLS'
    '443'  = 'HTTPS, AMQP and MQTT over WebSockets'
    '1883' = 'MQTT without TLS (IoT Edge does not support it)'
    '5672' = 'AMQP without TLS (IoT Edge does not support it)'
}

$script:portCompleter = {
    param ($commandName, $parameterName, $wordToComplete)

    foreach ($port in $script:knownPorts.Keys) {
        if ($port -like "$wordToComplete*") {
            [System.Management.Automation.CompletionResult]::new($port, $port, 'ParameterValue', $script:knownPorts[$port])
        }
    }
}

# For -Id of Undo-EflowRepair: what the journal of this host knows, with what was done as a tooltip.
$script:repairCompleter = {
    param ($commandName, $parameterName, $wordToComplete)

    try {
        Import-EflowFunction
        $repairs = @(Read-EflowJournal -WarningAction SilentlyContinue)
    }
    catch {
        $repairs = @()
    }
    foreach ($repair in $repairs) {
        if ($repair.Id -like "$wordToComplete*") {
            $what = '{0} {1} {2} {3}/{4}' -f $repair.At, $repair.Repair, $repair.State, $repair.Port, $repair.Protocol
            [System.Management.Automation.CompletionResult]::new($repair.Id, $repair.Id, 'ParameterValue', $what)
        }
    }
}

# For snapshots: folders, and the JSON files that begin as a snapshot does.
$script:snapshotCompleter = {
    param ($commandName, $parameterName, $wordToComplete)

    $typed = $wordToComplete.Trim("'", '"')
    try {
        Import-EflowFunction
        $found = @(Get-ChildItem -Path "$typed*" -ErrorAction Stop | Where-Object -FilterScript { $_.PSIsContainer -or (Test-EflowSnapshotFile -Path $_.FullName) })
    }
    catch {
        $found = @()
    }
    $parent = $typed -replace '[^\\/]+$'
    foreach ($one in $found) {
        $path = $parent + $one.Name
        $text = $path
        if ($path -match '[^\w.\\/:~-]') {
            $text = "'{0}'" -f ($path -replace "'", "''")
        }
        $kind = 'ProviderItem'
        if ($one.PSIsContainer) {
            $kind = 'ProviderContainer'
        }
        [System.Management.Automation.CompletionResult]::new($text, $one.Name, $kind, $one.FullName)
    }
}
