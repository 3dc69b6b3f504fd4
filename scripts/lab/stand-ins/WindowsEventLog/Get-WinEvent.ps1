# Events of windows.json: events: [{ LogName, ProviderName, Id, Level, TimeCreated, Message }].
function Get-WinEvent {
    [CmdletBinding(DefaultParameterSetName = 'GetLogSet')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'GetLogSet')]
        [string[]] $LogName,

        [Parameter(Mandatory = $true, ParameterSetName = 'GetProviderSet')]
        [string[]] $ProviderName,

        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'HashQuerySet')]
        [hashtable[]] $FilterHashtable,

        [long] $MaxEvents,

        [switch] $Oldest,

        [string] $FilterXPath,

        [switch] $Force,

        [Parameter(ParameterSetName = 'ListLogSet')]
        [string[]] $ListLog,

        [Parameter(ParameterSetName = 'ListProviderSet')]
        [string[]] $ListProvider,

        [Parameter(ParameterSetName = 'FileSet')]
        [string[]] $Path,

        [xml] $FilterXml,

        [Alias('Cn')]
        [string] $ComputerName,

        [pscredential] $Credential
    )

    process {
        $notPlayed = @('FilterXPath', 'ListLog', 'ListProvider', 'Path', 'FilterXml', 'ComputerName', 'Credential')
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed $notPlayed
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $filters = @($FilterHashtable)
        if ($PSCmdlet.ParameterSetName -ne 'HashQuerySet') {
            $filters = @(@{})
            foreach ($key in @('LogName', 'ProviderName')) {
                if ($PSBoundParameters.ContainsKey($key)) {
                    $filters[0][$key] = $PSBoundParameters[$key]
                }
            }
        }
        $found = @(Get-HostEvent | Where-Object { Test-EventFilter -InputObject $_ -Filter $filters })
        if ($found.Count -eq 0) {
            Write-NoEvent -Cmdlet $PSCmdlet
            return
        }
        $sorted = @($found | Sort-Object -Property TimeCreated -Descending:(-not $Oldest))
        if ($PSBoundParameters.ContainsKey('MaxEvents')) {
            $sorted = @($sorted | Select-Object -First $MaxEvents)
        }
        $sorted
    }
}

function Get-HostEvent {
    foreach ($one in @(Get-WindowsSetting -Name 'events')) {
        if ($null -eq $one) {
            continue
        }
        $usual = New-WindowsObject -TypeName 'System.Diagnostics.Eventing.Reader.EventLogRecord' -Property ([ordered]@{
                TimeCreated = [datetime]::Now; Id = 0; Level = [byte] 4; LogName = ''; ProviderName = ''; Message = ''
                MachineName = [Environment]::MachineName; RecordId = [long] 0
            })
        $object = Set-ObjectProperty -InputObject $usual -Setting $one
        $object.TimeCreated = [datetime] $object.TimeCreated
        $object
    }
}

function Test-EventFilter {
    param([object] $InputObject, [hashtable[]] $Filter)

    foreach ($one in $Filter) {
        $isWanted = $true
        foreach ($key in $one.Keys) {
            switch ($key) {
                'StartTime' { $isWanted = $isWanted -and $InputObject.TimeCreated -ge $one[$key] }
                'EndTime' { $isWanted = $isWanted -and $InputObject.TimeCreated -le $one[$key] }
                default { $isWanted = $isWanted -and (Test-AnyIsLike -Value (Get-EventValue $InputObject $key) -Wanted $one[$key]) }
            }
        }
        if ($isWanted) {
            return $true
        }
    }
    $false
}

function Get-EventValue {
    param([object] $InputObject, [string] $Key)

    Get-OptionalProperty -InputObject $InputObject -Name $Key
}

function Test-AnyIsLike {
    param([object] $Value, [object] $Wanted)

    @($Wanted | Where-Object { [string] $Value -like [string] $_ }).Count -gt 0
}

function Write-NoEvent {
    param([System.Management.Automation.PSCmdlet] $Cmdlet)

    $exception = [System.Exception]::new((Get-WindowsText -Key 'NoEvents'))
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            $exception, 'NoMatchingEventsFound', 'ObjectNotFound', $null))
}
