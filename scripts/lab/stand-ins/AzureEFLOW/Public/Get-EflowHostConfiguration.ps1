# reference-iot-edge-for-linux-on-windows-functions.md: four properties, of the host; no session.
function Get-EflowHostConfiguration {
    [CmdletBinding()]
    param()

    $available = [regex]::Match([System.IO.File]::ReadAllText('/proc/meminfo'), 'MemAvailable:\s+(\d+)').Groups[1].Value
    [pscustomobject]@{
        FreePhysicalMemoryInMB    = [math]::Floor([long] $available / 1024)
        NumberOfLogicalProcessors = [Environment]::ProcessorCount
        DiskInfo                  = @()
        GpuInfo                   = @()
    }
}
