# "Was a virtual machine created", not whether it works (reference-iot-edge-for-linux-on-windows-functions.md).
function Verify-EflowVm {
    [CmdletBinding()]
    [OutputType([bool])]
    param()

    (Get-EflowPower) -ne 'None'
}
