# The switches that Hyper-V would show: the VM's own, and those that windows.json adds under Get-VMSwitch.
function Get-LabVirtualSwitch {
    $hostState = (Get-LabState).host
    [pscustomobject]@{
        Name = Get-SwitchDisplayName
        Id   = [guid] $hostState.switchId
        Type = $hostState.switchType
    }
    foreach ($one in @(Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'add') -Name 'Get-VMSwitch')) {
        if ($null -ne $one) {
            [pscustomobject]@{ Name = $one.Name; Id = Get-OptionalProperty -InputObject $one -Name 'Id'; Type = $one.SwitchType }
        }
    }
}
