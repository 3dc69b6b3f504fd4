# What one cmdlet of AzureEFLOW said. The same block also runs in a session of Windows PowerShell; what comes out of that has
# its deeper objects flattened to text, so there it returns JSON, written by the function that is handed over as text.
$script:eflowBlock = {
    param ($Name, $Parameters, $ToJson)

    $said = @{
        output  = [System.Collections.ArrayList] @()
        chatter = [System.Collections.ArrayList] @()
        errors  = [System.Collections.ArrayList] @()
        thrown  = $null
    }
    try {
        & $Name @Parameters *>&1 | ForEach-Object -Process {
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                $null = $said.errors.Add($_.ToString())
            }
            elseif ($_ -is [System.Management.Automation.InformationRecord] -or $_ -is [System.Management.Automation.InformationalRecord]) {
                $null = $said.chatter.Add($_.ToString())
            }
            elseif ($_ -is [string]) {
                # A plain string, without the properties that Windows PowerShell may have hung on it.
                $null = $said.output.Add($_.ToString())
            }
            else {
                $null = $said.output.Add($_)
            }
        }
    }
    catch {
        $said.thrown = $_.Exception.Message
    }
    if ($ToJson) {
        & ([scriptblock]::Create($ToJson)) -InputObject $said
    }
    else {
        [pscustomobject] $said
    }
}

function Invoke-EflowCmdlet {
    <#
        .SYNOPSIS
            Runs one cmdlet of AzureEFLOW and returns all that it said: output, host chatter, errors beside success, and
            what it threw.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Name,

        [hashtable]
        $Parameters = @{}
    )

    Import-EflowModule
    if ($null -ne $script:eflowSession) {
        $arguments = $Name, $Parameters, ${function:ConvertTo-EflowJson}.ToString()
        $json = Invoke-Command -Session $script:eflowSession -ScriptBlock $script:eflowBlock -ArgumentList $arguments -ErrorAction Stop
        $said = ConvertFrom-EflowJson -Json ([string] $json)
    }
    else {
        $said = & $script:eflowBlock $Name $Parameters $null
    }
    # In PowerShell 7 every cmdlet of AzureEFLOW misses the event log's, and works all the same (Azure/iotedge-eflow #42).
    $said.errors = @($said.errors | Where-Object -FilterScript { $_ -notmatch '\b(Write|Get|New)-EventLog\b' })
    return $said
}
