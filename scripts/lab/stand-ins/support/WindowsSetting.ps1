# windows.json in the lab's state folder says what Linux cannot show:
#   replace  cmdlet name -> the objects it gives, instead of those of the host's namespace
#   add      cmdlet name -> objects besides those
#   change   cmdlet name -> [{ where: {property: value}, set: {property: value} }]
#   fail     cmdlet name -> { message, errorId, category }: the cmdlet ends with this error
# and under their own names what has no place in a namespace: links, services, operatingSystem, computerSystem ...

function Get-WindowsSetting {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,

        [AllowNull()]
        [object] $Default = $null
    )

    Get-OptionalProperty -InputObject (Get-LabFile -Name 'windows.json') -Name $Name -Default $Default
}

function Assert-CmdletWorks {
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet] $Cmdlet
    )

    $name = $Cmdlet.MyInvocation.MyCommand.Name
    $failure = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'fail') -Name $name
    if ($null -ne $failure) {
        $exception = [System.InvalidOperationException]::new($failure.message)
        $category = Get-OptionalProperty -InputObject $failure -Name 'category' -Default 'NotSpecified'
        $errorId = Get-OptionalProperty -InputObject $failure -Name 'errorId' -Default 'HRESULT 0x80041001'
        $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new($exception, $errorId, $category, $null))
    }
}

# Writes an object of the cmdlet from properties given by hand, with all its other properties at their usual values.
function Set-ObjectProperty {
    param(
        [Parameter(Mandatory = $true)]
        [object] $InputObject,

        [Parameter(Mandatory = $true)]
        [object] $Setting
    )

    foreach ($one in $Setting.PSObject.Properties) {
        $existing = $InputObject.PSObject.Properties[$one.Name]
        if ($null -eq $existing) {
            $InputObject.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new($one.Name, $one.Value))
        }
        elseif ($existing.Value -is [System.Enum]) {
            $existing.Value = [System.Enum]::Parse($existing.Value.GetType(), [string] $one.Value, $true)
        }
        else {
            $existing.Value = $one.Value
        }
    }
    $InputObject
}

function Test-AllPropertiesEqual {
    param(
        [object] $InputObject,

        [object] $Where
    )

    foreach ($one in $Where.PSObject.Properties) {
        if ([string] (Get-OptionalProperty -InputObject $InputObject -Name $one.Name) -ne [string] $one.Value) {
            return $false
        }
    }
    $true
}

# The objects of a cmdlet: those of the namespace, with what windows.json says of them. New is a script block that makes
# an object with the usual value in every property.
function Complete-WindowsResult {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Command,

        [AllowNull()]
        [AllowEmptyCollection()]
        [object[]] $InputObject,

        [Parameter(Mandatory = $true)]
        [scriptblock] $New
    )

    $replacement = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'replace') -Name $Command
    $addition = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'add') -Name $Command
    $change = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'change') -Name $Command
    $objects = @($InputObject)
    $byHand = @($addition)
    if ($null -ne $replacement) {
        $objects = @()
        $byHand = @($replacement) + @($addition)
    }
    foreach ($setting in $byHand) {
        if ($null -ne $setting) {
            $objects += Set-ObjectProperty -InputObject (& $New) -Setting $setting
        }
    }
    foreach ($object in $objects) {
        if ($null -eq $object) {
            continue
        }
        foreach ($one in @($change)) {
            if ($null -ne $one -and (Test-AllPropertiesEqual -InputObject $object -Where $one.where)) {
                $null = Set-ObjectProperty -InputObject $object -Setting $one.set
            }
        }
        $object
    }
}
