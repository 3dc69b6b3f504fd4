# Objects and errors in the form that the CIM cmdlets of Windows give them.

function New-WindowsObject {
    param(
        [Parameter(Mandatory = $true)]
        [string] $TypeName,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Property
    )

    $object = [pscustomobject] $Property
    $object.PSObject.TypeNames.Insert(0, $TypeName)
    $object
}

function New-CimObject {
    param(
        [Parameter(Mandatory = $true)]
        [string] $ClassName,

        [string] $Namespace = 'root/standardcimv2',

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary] $Property
    )

    $object = [pscustomobject] $Property
    $object.PSObject.TypeNames.Insert(0, 'Microsoft.Management.Infrastructure.CimInstance')
    $object.PSObject.TypeNames.Insert(0, "Microsoft.Management.Infrastructure.CimInstance#$Namespace/$ClassName")
    $object
}

# Parameters that say how to ask, not for what.
$script:controlParameters = @('CimSession', 'ThrottleLimit', 'AsJob', 'PolicyStore', 'GPOSession', 'TracePolicyStore', 'All',
    'IncludeAllCompartments', 'IncludeHidden', 'Physical', 'ComputerName', 'Credential')

# A parameter that the lab would silently ignore could let a wrong call pass.
function Assert-LabPlays {
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet] $Cmdlet,

        [string[]] $NotPlayed = @('CimSession', 'AsJob', 'GPOSession', 'ComputerName', 'Credential')
    )

    $bound = $Cmdlet.MyInvocation.BoundParameters
    foreach ($name in $NotPlayed) {
        if ($bound.ContainsKey($name)) {
            $command = $Cmdlet.MyInvocation.MyCommand.Name
            $exception = [System.NotSupportedException]::new("The lab does not play -$name of $command.")
            $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                    $exception, 'NotPlayedInTheLab', 'NotImplemented', $command))
        }
    }
}

# The query of a CIM cmdlet: each parameter that is a property of the class selects by it, and a value without
# wildcards that selects nothing is an error.
function Select-CimObject {
    param(
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet] $Cmdlet,

        [Parameter(Mandatory = $true)]
        [string] $ClassName,

        [AllowNull()]
        [AllowEmptyCollection()]
        [object[]] $InputObject,

        # Parameters that the cmdlet itself has dealt with.
        [string[]] $Except = @()
    )

    $selected = @($InputObject | Where-Object { $null -ne $_ })
    $bound = $Cmdlet.MyInvocation.BoundParameters
    foreach ($name in $bound.Keys) {
        if ($Except -contains $name -or $script:controlParameters -contains $name -or
            [System.Management.Automation.Cmdlet]::CommonParameters -contains $name) {
            continue
        }
        $query = @{ Cmdlet = $Cmdlet; ClassName = $ClassName; Property = $name; Value = @($bound[$name]) }
        $selected = @(Select-ByValue -InputObject $selected @query)
    }
    $selected
}

function Select-ByValue {
    param(
        [AllowEmptyCollection()]
        [object[]] $InputObject,

        [System.Management.Automation.PSCmdlet] $Cmdlet,

        [string] $ClassName,

        [string] $Property,

        [object[]] $Value
    )

    $chosen = [System.Collections.Generic.List[object]]::new()
    foreach ($wanted in $Value) {
        $matching = @($InputObject | Where-Object { Test-PropertyIsLike -InputObject $_ -Property $Property -Wanted $wanted })
        foreach ($one in $matching) {
            if (-not $chosen.Contains($one)) {
                $chosen.Add($one)
            }
        }
        $isPattern = [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters([string] $wanted)
        if ($matching.Count -eq 0 -and -not $isPattern) {
            Write-NothingFound -Cmdlet $Cmdlet -ClassName $ClassName -Property $Property -Value $wanted
        }
    }
    $InputObject | Where-Object { $chosen.Contains($_) }
}

function Test-PropertyIsLike {
    param(
        [object] $InputObject,

        [string] $Property,

        [object] $Wanted
    )

    $actual = Get-OptionalProperty -InputObject $InputObject -Name $Property
    foreach ($one in @($actual)) {
        if ([string] $one -like [string] $Wanted) {
            return $true
        }
    }
    $false
}

# CmdletizationQuery_NotFound_<property>,<cmdlet> | ObjectNotFound | CimJobException, as issues and scripts show it.
function Write-NothingFound {
    param(
        [System.Management.Automation.PSCmdlet] $Cmdlet,

        [string] $ClassName,

        [string] $Property,

        [object] $Value
    )

    $message = Get-WindowsText -Key 'NoCimObject' -Argument @($ClassName, $Property, [string] $Value)
    $exception = [System.Management.Automation.ItemNotFoundException]::new($message)
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            $exception, "CmdletizationQuery_NotFound_$Property", 'ObjectNotFound', $Value))
}

# ifIndex and ifAlias, which the types file of NetTCPIP and NetAdapter adds.
function Add-InterfaceAlias {
    param(
        [Parameter(Mandatory = $true)]
        [object] $InputObject,

        [string] $AliasOf = 'InterfaceAlias'
    )

    $InputObject.PSObject.Members.Add([System.Management.Automation.PSAliasProperty]::new('ifIndex', 'InterfaceIndex'))
    $InputObject.PSObject.Members.Add([System.Management.Automation.PSAliasProperty]::new('ifAlias', $AliasOf))
    $InputObject
}
