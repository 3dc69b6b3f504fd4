# Dot-sourced by each module here: what they share, and the module's own files.
param(
    [Parameter(Mandatory = $true)]
    [string[]] $Folder
)

foreach ($path in (@([System.IO.Path]::Combine($PSScriptRoot, 'support')) + $Folder)) {
    foreach ($file in ([System.IO.Directory]::GetFiles($path, '*.ps1') | Sort-Object)) {
        . $file
    }
}
