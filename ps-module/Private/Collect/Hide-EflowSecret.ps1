function Hide-EflowSecret {
    <#
        .SYNOPSIS
            A proxy setting without the users and passwords that it may carry: they never leave this function.
        .DESCRIPTION
            A password may hold any character, so that all between the scheme and the last @ of an entry goes. An entry of a list
            begins where a protocol is named.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [AllowNull()]
        [AllowEmptyString()]
        [object]
        $Text,

        # What stands behind the path of an address may be a key.
        [switch]
        $WithoutQuery
    )

    if ([string]::IsNullOrWhiteSpace([string] $Text)) {
        return $null
    }
    $protocol = '(?:https?|ftp|socks)='
    $list = @([System.Text.RegularExpressions.Regex]::Split([string] $Text, "(?i)([;\s]+)(?=$protocol)"))
    $shown = foreach ($entry in $list) {
        [System.Text.RegularExpressions.Regex]::Replace($entry, "(?is)^($protocol)?([a-z0-9+.-]+://)?.*@", '$1$2')
    }
    $result = $shown -join ''
    if ($WithoutQuery) {
        $result = ($result -split '[?#]')[0]
    }
    return $result
}
