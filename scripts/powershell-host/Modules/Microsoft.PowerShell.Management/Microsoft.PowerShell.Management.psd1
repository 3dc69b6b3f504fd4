@{
    GUID = 'EEFCB906-B326-4E99-9F54-8B4BB6EF3C6D'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    PowerShellVersion = '3.0'
    Description = 'The part of the stock module that pwsh-host supplies.'
    NestedModules = @('../../pwsh-host.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'Add-Content', 'Clear-Content', 'Clear-Item', 'Convert-Path', 'Copy-Item', 'Get-ChildItem', 'Get-Content',
        'Get-Item', 'Get-ItemProperty', 'Get-ItemPropertyValue', 'Get-Location', 'Get-PSDrive', 'Get-PSProvider',
        'Get-Process', 'Join-Path', 'Move-Item', 'New-Item', 'New-PSDrive', 'Pop-Location', 'Push-Location',
        'Remove-Item', 'Remove-PSDrive', 'Rename-Item', 'Resolve-Path', 'Set-Content', 'Set-Item', 'Set-ItemProperty',
        'Set-Location', 'Split-Path', 'Start-Process', 'Stop-Process', 'Test-Path', 'Wait-Process'
    )
}
