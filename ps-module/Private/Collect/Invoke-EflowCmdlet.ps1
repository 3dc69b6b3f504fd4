# The most that is taken of one cmdlet, in characters. The guest's script keeps well below it, and is cut in the guest at half of
# it; a broken or hostile guest may do otherwise.
$script:longestReply = 16MB

# What one cmdlet of AzureEFLOW said. The same block also runs in a session of Windows PowerShell; what comes out of that has
# its deeper objects flattened to text, so there it returns JSON, written by the function that is handed over as text.
$script:eflowBlock = {
    param ($Name, $Parameters, $ToJson, $Most)

    $said = @{
        output  = [System.Collections.ArrayList] @()
        chatter = [System.Collections.ArrayList] @()
        errors  = [System.Collections.ArrayList] @()
        thrown  = $null
        tooMuch = $false
    }
    $size = [long] 0
    try {
        & $Name @Parameters *>&1 | ForEach-Object -Process {
            $kind = 'output'
            $one = $_
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                $kind = 'errors'
                $one = $_.ToString()
            }
            elseif ($_ -is [System.Management.Automation.InformationRecord] -or $_ -is [System.Management.Automation.InformationalRecord]) {
                $kind = 'chatter'
                $one = $_.ToString()
            }
            elseif ($_ -is [string]) {
                # A plain string, without the properties that Windows PowerShell may have hung on it.
                $one = $_.ToString()
            }
            if ($one -is [string]) {
                $size += $one.Length + 1
            }
            else {
                # Nobody knows what an object holds; AzureEFLOW's are small and few.
                $size += 1000
            }
            if ($size -gt $Most) {
                # What has come by then goes too: nothing says where it was cut. The cmdlet is stopped; one that catches this
                # and goes on finds nobody who keeps what it says.
                $said.tooMuch = $true
                foreach ($list in 'output', 'chatter', 'errors') {
                    $said[$list].Clear()
                }
                throw 'too much'
            }
            $null = $said[$kind].Add($one)
        }
    }
    catch {
        if (-not $said.tooMuch) {
            $said.thrown = $_.Exception.Message
        }
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
        $arguments = $Name, $Parameters, ${function:ConvertTo-EflowJson}.ToString(), $script:longestReply
        $json = Invoke-Command -Session $script:eflowSession -ScriptBlock $script:eflowBlock -ArgumentList $arguments -ErrorAction Stop
        $said = ConvertFrom-EflowJson -Json ([string] $json)
    }
    else {
        $said = & $script:eflowBlock $Name $Parameters $null $script:longestReply
    }
    if ($said.tooMuch) {
        $said.thrown = $script:reasons.TooMuch -f $Name, $script:longestReply
    }
    # In PowerShell 7 every cmdlet of AzureEFLOW misses the event log's, and works all the same (Azure/iotedge-eflow #42).
    $said.errors = @($said.errors | Where-Object -FilterScript { $_ -notmatch '\b(Write|Get|New)-EventLog\b' })
    return $said
}
