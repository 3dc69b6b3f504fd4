function Read-EflowCmdlet {
    <#
        .SYNOPSIS
            Runs one cmdlet of AzureEFLOW for its output, and throws what it threw.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Name
    )

    $said = Invoke-EflowCmdlet -Name $Name
    if ($said.thrown) {
        throw $said.thrown
    }
    if (@($said.output).Count -eq 0 -and @($said.errors).Count -gt 0) {
        throw [string] $said.errors[0]
    }
    return $said.output
}

function Get-EflowProperty {
    <#
        .SYNOPSIS
            A property that not every version has: as text or the type asked for, $null where it is missing or empty.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $InputObject,

        [Parameter(Mandatory = $true)]
        [string]
        $Name,

        [type]
        $Type = [string]
    )

    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property -or $null -eq $property.Value) {
        return $null
    }
    return $property.Value -as $Type
}
