# Where the lab is and how it wants to be played: files that the lab writes and a test may change at any time,
# so each is read anew at each question.

function Get-LabState {
    $path = [Environment]::GetEnvironmentVariable('EFLOWNETDIAG_LAB_STATE')
    if ([string]::IsNullOrEmpty($path)) {
        throw 'This module stands in for Windows in the lab, and EFLOWNETDIAG_LAB_STATE names no lab.'
    }
    ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path))
}

function Get-LabFile {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )

    $path = [System.IO.Path]::Combine((Get-LabState).stateFolder, $Name)
    if ([System.IO.File]::Exists($path)) {
        ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($path))
    }
}

# Under strict mode a property that isn't there is an error; in these files most of them aren't there.
function Get-OptionalProperty {
    param(
        [AllowNull()]
        [object] $InputObject,

        [Parameter(Mandatory = $true)]
        [string] $Name,

        [AllowNull()]
        [object] $Default = $null
    )

    if ($null -eq $InputObject) {
        return $Default
    }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property) {
        return $Default
    }
    $property.Value
}

function Get-StandInOption {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [AllowNull()]
        [object] $Default = $null
    )

    Get-OptionalProperty -InputObject (Get-LabFile -Name 'stand-in.json') -Name $Name -Default $Default
}

function Test-LabPath {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )

    [System.IO.File]::Exists([System.IO.Path]::Combine((Get-LabState).stateFolder, $Name))
}
