# Where the cmdlets of AzureEFLOW run: $null here, else the session of Windows PowerShell that they need.
$script:eflowSession = $null

function Import-EflowModule {
    <#
        .SYNOPSIS
            Loads AzureEFLOW: as it is, or from PowerShell 7 on Windows through a session of Windows PowerShell 5.1.
    #>
    [CmdletBinding()]
    param ()

    if (Get-Module -Name 'AzureEFLOW') {
        return
    }
    $parameters = @{
        Name                = 'AzureEFLOW'
        DisableNameChecking = $true
        ErrorAction         = 'Stop'
    }
    if ($script:onWindows -and $PSVersionTable.PSEdition -eq 'Core') {
        # It uses event log cmdlets that PowerShell 6 dropped (Azure/iotedge-eflow #42, #94).
        $parameters['UseWindowsPowerShell'] = $true
        Import-Module @parameters
        $script:eflowSession = Get-PSSession -Name 'WinPSCompatSession' -ErrorAction Stop
        return
    }
    Import-Module @parameters
}
