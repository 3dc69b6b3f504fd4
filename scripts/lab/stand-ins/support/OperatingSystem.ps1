# Client or server: windows.json says so, else the switch does. Internal switches are supported on servers only, the Default
# Switch exists on clients only (iot-edge-for-linux-on-windows-networking.md).
function Get-OperatingSystemKind {
    $given = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'operatingSystem') -Name 'ProductType'
    if ($null -ne $given) {
        return @{ 1 = 'client'; 2 = 'server'; 3 = 'server' }[[int] $given]
    }
    if ((Get-LabState).host.switchType -eq 'Internal' -and -not (Test-IsDefaultSwitch)) {
        return 'server'
    }
    'client'
}
