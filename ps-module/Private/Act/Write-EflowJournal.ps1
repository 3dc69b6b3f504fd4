function Write-EflowJournal {
    <#
        .SYNOPSIS
            Notes a step of a repair before it is done, so that one that was cut off can be finished or undone later.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Names this carrying out of the plan, here and in the guest; the plan's id where the plan is carried out under that.
        [string]
        $Run = $Plan.id,

        [Parameter(Mandatory = $true)]
        [ValidateSet('apply', 'verify', 'commit', 'settle', 'revert', 'done')]
        [string]
        $Step,

        # With done: what became of it.
        [ValidateSet('added', 'removed', 'set', 'rolledBack', 'undone')]
        [string]
        $State,

        # The hash of the backup in the guest, once that is known.
        [object]
        $Backup
    )

    $entry = [ordered] @{
        at     = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
        run    = $Run
        step   = $Step
        plan   = $Plan
        backup = $Backup
    }
    if ($State) {
        $entry['state'] = $State
    }
    $path = [System.IO.Path]::Combine((Get-EflowJournalFolder), "$Run.jsonl")
    try {
        New-EflowJournalFolder
        $bytes = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-EflowJson -InputObject $entry) + "`n")
        # By their types: .NET Framework has a second constructor in which 'Write' is a right.
        $append, $write = [System.IO.FileMode]::Append, [System.IO.FileAccess]::Write
        $stream = [System.IO.FileStream]::new($path, $append, $write, [System.IO.FileShare]::Read)
        try {
            $stream.Write($bytes, 0, $bytes.Length)
            # To the disk: a journal that is lost with the power says nothing.
            $stream.Flush($true)
        }
        finally {
            $stream.Dispose()
        }
    }
    catch {
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
    }
}

function Get-EflowJournalFolder {
    <#
        .SYNOPSIS
            Where the journal of repairs is kept.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    if ($script:onWindows) {
        return [System.IO.Path]::Combine($env:ProgramData, 'EflowNetDiag', 'journal')
    }
    $state = $env:XDG_STATE_HOME
    if (-not $state) {
        $state = [System.IO.Path]::Combine($env:HOME, '.local', 'state')
    }
    return [System.IO.Path]::Combine($state, 'eflownetdiag', 'journal')
}

function New-EflowJournalFolder {
    <#
        .SYNOPSIS
            Makes the journal's folder, if it is not there, so that administrators alone can write to it.
    #>
    [CmdletBinding()]
    param ()

    $folder = Get-EflowJournalFolder
    if ([System.IO.Directory]::Exists($folder)) {
        return
    }
    $null = [System.IO.Directory]::CreateDirectory($folder)
    if (-not $script:onWindows) {
        $null = & '/bin/chmod' '700' '--' $folder
        return
    }
    # Every user may add folders to ProgramData: what is inherited from there does not protect (not run on Windows).
    $acl = Get-Acl -LiteralPath $folder
    $acl.SetAccessRuleProtection($true, $false)
    foreach ($sid in 'S-1-5-18', 'S-1-5-32-544') {
        $who = [System.Security.Principal.SecurityIdentifier]::new($sid)
        $acl.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new($who, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'))
    }
    $acl.SetOwner([System.Security.Principal.SecurityIdentifier]::new('S-1-5-32-544'))
    Set-Acl -LiteralPath $folder -AclObject $acl
}

function Open-EflowJournal {
    <#
        .SYNOPSIS
            Takes the journal for one repair at a time; $null where another one has it. To be disposed of.
    #>
    [CmdletBinding()]
    [OutputType([System.IO.FileStream])]
    param ()

    $path = [System.IO.Path]::Combine((Get-EflowJournalFolder), 'lock')
    try {
        New-EflowJournalFolder
        return [System.IO.FileStream]::new($path, [System.IO.FileMode]::OpenOrCreate, [System.IO.FileAccess]::ReadWrite, [System.IO.FileShare]::None)
    }
    catch [System.IO.IOException] {
        if ([System.IO.File]::Exists($path)) {
            return $null
        }
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
    }
    catch {
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
    }
}
