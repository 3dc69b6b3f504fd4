function Get-HostVirtualMachinesFact {
    <#
        .SYNOPSIS
            Which virtual machines the host runs: on client editions EFLOW's is none of Hyper-V's, and "hcsdiag list" shows it; on
            servers Get-VM does.
    #>
    [CmdletBinding()]
    param ()

    if ([int] (Get-CimInstance -ClassName 'Win32_OperatingSystem' -ErrorAction Stop).ProductType -ne 1) {
        $machines = foreach ($machine in @(Get-VM -ErrorAction Stop)) {
            @{ name = [string] $machine.Name; id = [string] $machine.Id; state = [int] $machine.State }
        }
        return @{ hyperV = @($machines); hcsdiag = $null }
    }
    # By its full path: this session is elevated. Where there is no Windows the folder is empty, and the lab's stand-in is found.
    $program = [System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'hcsdiag.exe')
    $lines = @(& $program 'list')
    return @{ hyperV = $null; hcsdiag = [string[]] @($lines | ForEach-Object -Process { [string] $_ }) }
}
