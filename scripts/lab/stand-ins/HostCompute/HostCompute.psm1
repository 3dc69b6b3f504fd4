Set-StrictMode -Version Latest

. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'Import-StandIn.ps1')) -Folder $PSScriptRoot
