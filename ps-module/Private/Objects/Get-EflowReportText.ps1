function Get-EflowReportText {
    <#
        .SYNOPSIS
            Has the core write a report of what it has judged, and of findings that are at hand.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Format,

        # Answers to assess, as the text that they came in.
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [string[]]
        $Device,

        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [object[]]
        $Finding,

        [string]
        $NodePath
    )

    $request = @{
        kind     = 'report'
        format   = $Format.Substring(0, 1).ToLowerInvariant() + $Format.Substring(1)
        devices  = $Device
        findings = [object[]] @($Finding | ForEach-Object -Process { ConvertFrom-EflowFinding -Finding $_ })
    }
    if ($Format -eq 'JUnit') {
        $request['format'] = 'junit'
    }
    $core = $null
    try {
        $core = Open-EflowCore -NodePath $NodePath
        return (Send-EflowCoreRequest -Core $core -Request $request).text
    }
    finally {
        Close-EflowCore -Core $core
    }
}

function ConvertFrom-EflowFinding {
    <#
        .SYNOPSIS
            A finding as the core says it, from the object that was made of it: also from one that came from another machine.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Finding
    )

    $evidence = foreach ($one in $Finding.Evidence) {
        @{ fact = $one.Fact; path = $one.Path; observed = $one.Observed; expected = $one.Expected }
    }
    $remedy = foreach ($one in $Finding.Remedy) {
        @{ text = $one.Text; command = $one.Command }
    }
    $plain = @{ evidence = [object[]] @($evidence); remedy = [object[]] @($remedy) }
    foreach ($name in 'rule', 'outcome', 'severity', 'category', 'title', 'message', 'target', 'causedBy', 'repair', 'page', 'device', 'collectedAt') {
        $plain[$name] = $Finding.$name
    }
    $plain['suppressed'] = $null
    # One that a module without suppressions saved has no such property.
    $accepted = Get-EflowMember -Of $Finding -Name 'Suppressed'
    if ($null -ne $accepted) {
        $plain['suppressed'] = @{ reason = $accepted.Reason; expires = $accepted.Expires }
    }
    return $plain
}

function Test-EflowFinding {
    <#
        .SYNOPSIS
            Whether an object is a finding of Test-EflowNetwork, of this session or of another machine's.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [AllowNull()]
        [object]
        $InputObject
    )

    if ($null -eq $InputObject) {
        return $false
    }
    return @($InputObject.PSObject.TypeNames -match '^(Deserialized\.)?EflowNetDiag\.Finding$').Count -gt 0
}

# More devices than these are told by an overview: evidence and remedies of all would be too much for a page.
$script:mostDevicesInFull = 20

function Test-EflowFleet {
    <#
        .SYNOPSIS
            Whether a report for people is asked of so many snapshots that it is an overview.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [string]
        $Format,

        [AllowNull()]
        [AllowEmptyCollection()]
        [object[]]
        $Snapshot
    )

    if ($Format -ne 'Html' -and $Format -ne 'Markdown') {
        return $false
    }
    $count = 0
    foreach ($one in $Snapshot) {
        try {
            $count += @(Resolve-EflowSnapshot -Snapshot $one).Count
        }
        catch {
            # It is an error of its own when it is read.
            $count += 1
        }
    }
    return $count -gt $script:mostDevicesInFull
}

function Write-EflowReport {
    <#
        .SYNOPSIS
            Writes a report and returns its file.
    #>
    [CmdletBinding()]
    [OutputType([System.IO.FileInfo])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Text,

        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    try {
        Write-EflowTextFile -Text $Text -Path $Path
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
        throw (New-EflowErrorRecord -Id 'ReportNotWritten' -Arguments $Path, $reason -Target $Path -InnerException $_.Exception)
    }
    return [System.IO.FileInfo]::new($Path)
}
