# Runs a program to its end, with no input, and keeps its bytes as they were.
function Invoke-LabProcess {
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $ArgumentList,

        # The program's whole environment; without it, it inherits ours.
        [hashtable] $Environment
    )

    $start = [System.Diagnostics.ProcessStartInfo]::new($ArgumentList[0])
    for ($index = 1; $index -lt $ArgumentList.Count; $index++) {
        $start.ArgumentList.Add($ArgumentList[$index])
    }
    if ($null -ne $Environment) {
        $start.Environment.Clear()
        foreach ($name in $Environment.Keys) {
            $start.Environment[$name] = [string] $Environment[$name]
        }
    }
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    Read-LabProcess -Process ([System.Diagnostics.Process]::Start($start))
}

function Read-LabProcess {
    param(
        [Parameter(Mandatory = $true)]
        [System.Diagnostics.Process] $Process
    )

    try {
        $Process.StandardInput.Close()
        $output = [System.IO.MemoryStream]::new()
        $errors = [System.IO.MemoryStream]::new()
        # Both at once: a program that fills the one pipe waits for ever while only the other is read.
        $reading = @(
            $Process.StandardOutput.BaseStream.CopyToAsync($output)
            $Process.StandardError.BaseStream.CopyToAsync($errors)
        )
        [System.Threading.Tasks.Task]::WaitAll([System.Threading.Tasks.Task[]] $reading)
        $Process.WaitForExit()
        [pscustomobject]@{
            ExitCode = $Process.ExitCode
            Output   = $output.ToArray()
            Errors   = $errors.ToArray()
        }
    }
    finally {
        $Process.Dispose()
    }
}

# The text of a program of the lab's own side, where no Windows is played.
function Read-LabText {
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $ArgumentList
    )

    try {
        $result = Invoke-LabProcess -ArgumentList $ArgumentList
    }
    catch [System.ComponentModel.Win32Exception] {
        return ''
    }
    if ($result.ExitCode -ne 0) {
        return ''
    }
    [System.Text.Encoding]::UTF8.GetString($result.Output)
}

# `ip -j` and its like print nothing at all where there is nothing to say.
function Read-LabJson {
    param(
        [Parameter(Mandatory = $true)]
        [string[]] $ArgumentList
    )

    $text = Read-LabText -ArgumentList $ArgumentList
    if (-not [string]::IsNullOrWhiteSpace($text)) {
        foreach ($one in (ConvertFrom-Json -InputObject $text)) {
            $one
        }
    }
}

# Who holds a socket that `ss -p` shows. A server's children hold its sockets too (dnsmasq forks for a question over TCP): the
# server is the one that has run longest, so that two looks name the same process. Its number tells nothing, for the kernel
# begins anew with small ones. Where nobody is shown, Windows has it by System (4).
function Get-SocketOwner {
    param([string] $Line, [uint32] $Nobody = 4)

    $ids = @([regex]::Matches($Line, 'pid=(\d+)') | ForEach-Object { [uint32] $_.Groups[1].Value } | Sort-Object -Property { Get-ProcessStart -Id $_ })
    if ($ids.Count -eq 0) {
        return $Nobody
    }
    $ids[0]
}

# When a process began, in ticks since the machine did (proc(5): the 22nd field, counted behind the name, which may hold anything).
# One that is gone has begun last.
function Get-ProcessStart {
    param([uint32] $Id)

    try {
        $text = [System.IO.File]::ReadAllText("/proc/$Id/stat")
    }
    catch [System.IO.IOException] {
        return [uint64]::MaxValue
    }
    [uint64] $text.Substring($text.LastIndexOf(')') + 2).Split(' ')[19]
}
