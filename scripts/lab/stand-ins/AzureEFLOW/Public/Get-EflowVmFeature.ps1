# Whether a feature is switched on; the lab's VM has neither (features in stand-in.json says otherwise).
function Get-EflowVmFeature {
    [CmdletBinding()]
    [OutputType([bool])]
    param(
        [Parameter(Mandatory = $true)]
        [ValidateSet('DpsTpm', 'Defender')]
        [string] $feature
    )

    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    @(Get-StandInOption -Name 'features' -Default @()) -contains $feature
}
