using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>How Write-Error makes an error look as if the calling script had raised it.</summary>
internal static class ErrorRecordAccess
{
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetInvocationInfo")]
    internal static extern void SetInvocationInfo(ErrorRecord record, InvocationInfo invocationInfo);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PreserveInvocationInfoOnce")]
    internal static extern void SetPreserveInvocationInfoOnce(ErrorRecord record, bool value);
}
