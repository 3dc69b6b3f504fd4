function Select-EflowMendable {
    <#
        .SYNOPSIS
            The findings of this device that a repair mends. One of another device is refused with an error of its own.
    #>
    [CmdletBinding()]
    param (
        [Parameter(ValueFromPipeline = $true)]
        [AllowNull()]
        [object]
        $Finding,

        [Parameter(Mandatory = $true)]
        [string]
        $Repair,

        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller
    )

    process {
        if ($null -eq $Finding) {
            return
        }
        $named = Get-EflowProperty -InputObject $Finding -Name 'Repair'
        $outcome = Get-EflowProperty -InputObject $Finding -Name 'Outcome'
        # What the profile accepts is not mended by the way.
        $accepted = Get-EflowProperty -InputObject $Finding -Name 'Suppressed'
        if ($outcome -ne 'fail' -or $named -ne $Repair -or $null -ne $accepted) {
            $about = 'Rule', 'Target' | ForEach-Object -Process { Get-EflowProperty -InputObject $Finding -Name $_ }
            Write-Verbose -Message ($script:localizedData.RepairNotByRule -f $about)
            return
        }
        $device = Get-EflowProperty -InputObject $Finding -Name 'Device'
        if ($device -ne [System.Environment]::MachineName) {
            $arguments = (ConvertTo-EflowPrintable -Text $device), [System.Environment]::MachineName
            $Caller.WriteError((New-EflowErrorRecord -Id 'FindingElsewhere' -Arguments $arguments -Target $Finding))
            return
        }
        $Finding
    }
}
