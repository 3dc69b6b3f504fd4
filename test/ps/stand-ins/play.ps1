# Runs each script of a request and writes what came out of it, stream by stream, as JSON.
param(
    [Parameter(Mandatory = $true)]
    [string] $RequestPath,

    [Parameter(Mandatory = $true)]
    [string] $ReplyPath
)

function Get-ErrorShape {
    param([System.Management.Automation.ErrorRecord] $Record)

    @{
        id       = $Record.FullyQualifiedErrorId
        category = [string] $Record.CategoryInfo.Category
        target   = [string] $Record.TargetObject
        message  = $Record.Exception.Message
        type     = $Record.Exception.GetType().Name
    }
}

function Read-Play {
    param([string] $Script)

    $play = @{ output = @(); errors = @(); information = @(); verbose = @(); warnings = @(); thrown = $null }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        & ([scriptblock]::Create($Script)) *>&1 | ForEach-Object -Process {
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                $play.errors += Get-ErrorShape -Record $_
            }
            elseif ($_ -is [System.Management.Automation.InformationRecord]) {
                $play.information += [string] $_
            }
            elseif ($_ -is [System.Management.Automation.VerboseRecord]) {
                $play.verbose += [string] $_
            }
            elseif ($_ -is [System.Management.Automation.WarningRecord]) {
                $play.warnings += [string] $_
            }
            else {
                $play.output += , $_
            }
        }
    }
    catch {
        $play.thrown = Get-ErrorShape -Record $_
    }
    $play.tookMs = $watch.ElapsedMilliseconds
    $play
}

$request = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($RequestPath))
$plays = @(foreach ($case in $request) {
        $env:EFLOWNETDIAG_LAB_STATE = $case.statePath
        Read-Play -Script $case.script
    })
[System.IO.File]::WriteAllText($ReplyPath, (ConvertTo-Json -InputObject $plays -Depth 8))
