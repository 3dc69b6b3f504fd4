@{
    GUID = '1DA87E53-152B-403E-98DC-74D7B4D63D59'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    PowerShellVersion = '3.0'
    Description = 'The part of the stock module that pwsh-host supplies.'
    NestedModules = @('../../pwsh-host.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'ConvertFrom-Json', 'ConvertTo-Json', 'Format-List', 'Format-Table', 'Group-Object', 'Out-File', 'Out-String',
        'Select-Object', 'Sort-Object', 'Write-Debug', 'Write-Error', 'Write-Host', 'Write-Information', 'Write-Output',
        'Write-Progress', 'Write-Verbose', 'Write-Warning'
    )
}
