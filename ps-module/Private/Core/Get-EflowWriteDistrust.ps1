# Rights by number (winnt.h), so that the judgement needs no enumeration of Windows.
# On the file itself and its own folder whoever may write, add or replace can put code there: FILE_WRITE_DATA,
# FILE_APPEND_DATA, FILE_DELETE_CHILD, DELETE, WRITE_DAC, WRITE_OWNER, GENERIC_WRITE, GENERIC_ALL.
$script:writeRights = 0x500D0046
# On the folders above only whoever may rename, remove or reown them; to add a file to C:\ (every user may) harms nothing.
$script:replaceRights = 0x100D0040
# SYSTEM, Administrators, TrustedInstaller; CREATOR OWNER and OWNER RIGHTS stand for the owner, who is looked at himself.
$script:administrators = @(
    'S-1-5-18'
    'S-1-5-32-544'
    'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
    'S-1-3-0'
    'S-1-3-4'
)

function Get-EflowWriteDistrust {
    <#
        .SYNOPSIS
            Says why someone else than administrators could change a program, or nothing when nobody else can.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    if (-not $script:onWindows) {
        return Get-EflowModeDistrust -Path $Path
    }

    $rights = $script:writeRights
    for ($place = $Path; $place; $place = [System.IO.Path]::GetDirectoryName($place)) {
        if ([System.IO.File]::GetAttributes($place) -band [System.IO.FileAttributes]::ReparsePoint) {
            return $script:localizedData.DistrustLink -f $place
        }
        if ($place -ne $Path -and [System.IO.Path]::GetDirectoryName($Path) -ne $place) {
            $rights = $script:replaceRights
        }
        $acl = Get-Acl -LiteralPath $place -ErrorAction Stop
        $sid = [System.Security.Principal.SecurityIdentifier]
        $reason = Get-EflowAclDistrust -Place $place -Owner $acl.GetOwner($sid).Value -Rules $acl.GetAccessRules($true, $true, $sid) -Rights $rights
        if ($reason) {
            return $reason
        }
    }
}

function Get-EflowAclDistrust {
    <#
        .SYNOPSIS
            Judges one owner and one access list: who besides administrators has any of the rights.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [string]
        $Place,

        [string]
        $Owner,

        [object[]]
        $Rules,

        [int]
        $Rights
    )

    if ($script:administrators -notcontains $Owner) {
        return $script:localizedData.DistrustOwner -f $Place, $Owner
    }
    foreach ($rule in $Rules) {
        # 0 = Allow; propagation 2 = the entry is only for what lies below.
        $concernsPlace = [int] $rule.AccessControlType -eq 0 -and -not ([int] $rule.PropagationFlags -band 2)
        $writer = [string] $rule.IdentityReference.Value
        if ($concernsPlace -and ([int] $rule.FileSystemRights -band $Rights) -and $script:administrators -notcontains $writer) {
            return $script:localizedData.DistrustWriter -f $Place, $writer
        }
    }
}

function Get-EflowModeDistrust {
    <#
        .SYNOPSIS
            The same by owner and mode, where there are no access lists: judging snapshots on Linux.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $target = [string] (& '/usr/bin/readlink' '-f' '--' $Path)
    $places = [System.Collections.Generic.List[string]]::new()
    for ($place = $target; $place; $place = [System.IO.Path]::GetDirectoryName($place)) {
        $places.Add($place)
    }
    $lines = @(& '/usr/bin/stat' '--format=%u %a' '--' $places.ToArray())
    for ($i = 0; $i -lt $places.Count; $i++) {
        $owner, $mode = $lines[$i].Split(' ')
        if ($owner -ne '0') {
            return $script:localizedData.DistrustOwner -f $places[$i], $owner
        }
        # In a sticky folder, such as /tmp, only its owner may rename or remove an entry (chmod(1)), and the entry on this
        # path belongs to root. The program's own folder must be closed all the same: others could add files there.
        $bits = [System.Convert]::ToInt32($mode, 8)
        $isSticky = $i -gt 1 -and ($bits -band 512)
        if ($bits -band 18 -and -not $isSticky) {
            return $script:localizedData.DistrustMode -f $places[$i], $mode
        }
    }
}
