# PowerShell 7 turns every string that looks like a date into a DateTime, and the text it was is lost. A mark in front of
# such strings (and of those that begin with the mark) keeps them strings; it is taken off after parsing.
$script:dateMark = [char] 1
$script:dateLike = [regex] '(?<!\\)"(?=\d{4}-\d\d-\d\dT|\\?/Date\(|\\u0001)'

function ConvertFrom-EflowJson {
    <#
        .SYNOPSIS
            Reads a JSON object; every string stays the string it is, in Windows PowerShell 5.1 and in PowerShell 7.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Json
    )

    $value = ConvertFrom-Json -InputObject $script:dateLike.Replace($Json, '"\u0001')
    Remove-EflowDateMark -Value $value
    return $value
}

function Remove-EflowDateMark {
    <#
        .SYNOPSIS
            Takes the mark off every string within an object or a list, in place.
    #>
    [CmdletBinding()]
    param (
        [object]
        $Value
    )

    if ($Value -is [System.Collections.IList]) {
        for ($i = 0; $i -lt $Value.Count; $i++) {
            $item = $Value[$i]
            if ($item -is [string]) {
                if ($item.Length -gt 0 -and $item[0] -eq $script:dateMark) {
                    $Value[$i] = $item.Substring(1)
                }
            }
            elseif ($null -ne $item -and -not ($item -is [System.ValueType])) {
                Remove-EflowDateMark -Value $item
            }
        }
    }
    elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
        foreach ($property in $Value.PSObject.Properties) {
            $item = $property.Value
            if ($item -is [string]) {
                if ($item.Length -gt 0 -and $item[0] -eq $script:dateMark) {
                    $property.Value = $item.Substring(1)
                }
            }
            elseif ($null -ne $item -and -not ($item -is [System.ValueType])) {
                Remove-EflowDateMark -Value $item
            }
        }
    }
}
