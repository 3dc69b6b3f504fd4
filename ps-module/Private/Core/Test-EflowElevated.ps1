# True on Windows, in Windows PowerShell 5.1 and in 7; $IsWindows does not exist in 5.1.
$script:onWindows = [System.IO.Path]::DirectorySeparatorChar -eq '\'

function Test-EflowElevated {
    <#
        .SYNOPSIS
            Whether this process has administrator's rights.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param ()

    if ($script:onWindows) {
        $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
        $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)
        return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
    }

    # By reflection: .NET Framework, on which Windows PowerShell runs, does not have it.
    $property = [System.Environment].GetProperty('IsPrivilegedProcess')
    return $null -ne $property -and [bool] $property.GetValue($null)
}
