# The command line of ssh.exe. That the module calls ssh with "-o LogLevel=ERROR -o UserKnownHostsFile=..." shows in
# Azure/iotedge-eflow#48; the key file and the user are documented (iot-edge-for-linux-on-windows-security.md).
function ConvertTo-SshCommandLine {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Address,

        [Parameter(Mandatory = $true)]
        [string] $Command
    )

    $words = @(
        '"C:\WINDOWS\System32\OpenSSH\ssh.exe"'
        '-o', 'LogLevel=ERROR'
        '-o', '"UserKnownHostsFile=C:\Program Files\Azure IoT Edge\known_hosts"'
        '-i', '"C:\Program Files\Azure IoT Edge\id_rsa"'
        "$(Get-EflowVmUserName)@$Address"
        (ConvertTo-NativeArgument -Argument $Command)
    )
    [string]::Join(' ', $words)
}

# The words of ssh.exe before the command: the program, three options of two words each, the destination.
$script:sshWordsBeforeCommand = 8

# Windows PowerShell 5.1 puts quotes around an argument with a blank outside quotes, and never escapes a quote within:
# that is why a command's own double quotes are lost unless the caller wrote \" (eflowAutoDeploy.ps1 does) or wrapped the
# whole in quotes of its own (Set-EdgeCertificates.ps1 of eflow-util does). PowerShell 7.3 would escape them, but there the
# module runs in a 5.1 session.
function ConvertTo-NativeArgument {
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string] $Argument
    )

    if ($Argument.Length -eq 0 -or (Test-NeedsQuotes -Argument $Argument)) {
        return '"' + $Argument + '"'
    }
    $Argument
}

function Test-NeedsQuotes {
    param([string] $Argument)

    $quotes = 0
    $position = 0
    while ($position -lt $Argument.Length) {
        $character = $Argument[$position]
        if ($character -eq '"' -and ($position -eq 0 -or $Argument[$position - 1] -ne '\')) {
            $quotes++
        }
        elseif ([char]::IsWhiteSpace($character) -and $quotes % 2 -eq 0) {
            return $true
        }
        $position++
    }
    $false
}

# CreateProcess takes 32,767 characters with the terminating null, and answers ERROR_FILENAME_EXCED_RANGE beyond.
function Assert-CommandLineFits {
    param(
        [Parameter(Mandatory = $true)]
        [string] $CommandLine
    )

    if ($CommandLine.Length + 1 -gt 32767) {
        $message = "Program 'ssh.exe' failed to run: $(Get-WindowsText -Key 'TooLong')"
        $exception = [System.Management.Automation.ApplicationFailedException]::new($message)
        throw [System.Management.Automation.ErrorRecord]::new($exception, 'NativeCommandFailed', 'ResourceUnavailable', 'ssh.exe')
    }
}
