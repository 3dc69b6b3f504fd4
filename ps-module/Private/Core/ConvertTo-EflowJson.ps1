function ConvertTo-EflowJson {
    <#
        .SYNOPSIS
            Writes a value as JSON on one line, whole to its depth.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [AllowNull()]
        [object]
        $InputObject
    )

    # -InputObject, for the pipeline would unroll a list of one; -Depth, for the default of 2 replaces what is deeper by text.
    return ConvertTo-Json -InputObject $InputObject -Depth 32 -Compress
}
