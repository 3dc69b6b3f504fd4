# "hcsdiag list": the compute systems of the host, an id and what it is a line below. On a client EFLOW's VM is one of them,
# owned by wssdagent (eflowAutoDeploy.ps1 looks for that word; Azure/iotedge-eflow#277). The states are the words of the HCS schema
# (SystemState), which are not localized. windows.json: computeSystems: [{ id, state, owner }].
function hcsdiag.exe {
    param([string] $Command)

    if ($Command -ne 'list') {
        throw [System.NotSupportedException]::new("The lab does not play 'hcsdiag $Command'.")
    }
    $systems = @(Get-WindowsSetting -Name 'computeSystems')
    if ($null -eq $systems[0]) {
        $systems = @()
        if ((Get-LabState).guest.power -eq 'Running') {
            $systems = @([pscustomobject]@{ id = '0d7a2faf-4e2e-4f5d-8d5e-5a7f0d5e8a1a'; state = 'Running'; owner = 'wssdagent' })
        }
    }
    foreach ($system in $systems) {
        $system.id
        '    VM,{0,-24}{1}, {2}, {3}' -f '', $system.state, $system.id.ToUpperInvariant(), $system.owner
        ''
    }
}
