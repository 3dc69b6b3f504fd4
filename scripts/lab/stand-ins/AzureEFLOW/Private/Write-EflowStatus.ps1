# The module tells its progress to the host, not to the pipeline: "$x = Get-EflowVmAddr" has two elements in Microsoft's own
# scripts (tools/execute-SshCommand.ps1 in the history of Azure/iotedge-eflow), and the lines are printed all the same.
# Write-Host does that, and since PowerShell 5 its text is a record on the information stream.

function Write-EflowStatus {
    param([string] $Text)

    $stamp = [datetime]::Now.ToString('MM/dd/yyyy HH:mm:ss', [System.Globalization.CultureInfo]::InvariantCulture)
    Write-Host ''
    Write-Host "[$stamp] $Text"
    Write-Host ''
}

function Write-EflowDetail {
    param([string] $Text)

    Write-Host " - $Text"
}

# "Exception caught!!!" and the message precede what is thrown (Azure/iotedge-eflow#53, #94, #225).
function Stop-EflowCommand {
    param([string] $Message)

    Write-EflowStatus -Text 'Exception caught!!!'
    Write-EflowDetail -Text $Message
    throw $Message
}

# PowerShell 7 has no Write-EventLog. The module calls it all the same, prints the error and goes on (Azure/iotedge-eflow#42;
# #94 has the text). Called before a cmdlet sets its own error preference, so that the caller's decides.
function Write-EflowEvent {
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    if ($PSVersionTable.PSVersion.Major -lt 6 -or (Get-StandInOption -Name 'windowsPowerShell' -Default $false)) {
        return
    }
    $message = "The term 'Write-EventLog' is not recognized as a name of a cmdlet, function, script file, or executable " +
    "program.`nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
    $exception = [System.Management.Automation.CommandNotFoundException]::new($message)
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            $exception, 'CommandNotFoundException', 'ObjectNotFound', 'Write-EventLog'))
}

# A cmdlet of the documented list that the lab has no answer for must not look as if it had worked.
function Stop-NotPlayed {
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $name = $Cmdlet.MyInvocation.MyCommand.Name
    $exception = [System.NotSupportedException]::new("The lab does not play $name.")
    $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
            $exception, 'NotPlayedInTheLab', 'NotImplemented', $name))
}
