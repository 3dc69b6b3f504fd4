function Hide-EflowSecret {
    <#
        .SYNOPSIS
            A proxy setting without the user and password that it may carry: they never leave this function.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [AllowNull()]
        [AllowEmptyString()]
        [object]
        $Text
    )

    if ([string]::IsNullOrWhiteSpace([string] $Text)) {
        return $null
    }
    return [System.Text.RegularExpressions.Regex]::Replace([string] $Text, '(^|[=/;\s])[^=/;\s@]+:?[^=/;\s@]*@', '$1')
}
