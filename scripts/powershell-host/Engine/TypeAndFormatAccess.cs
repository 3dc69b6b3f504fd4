using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>The running session's views and extended types.</summary>
internal static class TypeAndFormatAccess
{
    private const string ExecutionContextType = "System.Management.Automation.ExecutionContext, System.Management.Automation";

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "UpdateFormats")]
    internal static extern void UpdateFormats(InitialSessionState state, [UnsafeAccessorType(ExecutionContextType)] object context, bool update);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "UpdateTypes")]
    internal static extern void UpdateTypes(InitialSessionState state, [UnsafeAccessorType(ExecutionContextType)] object context, bool updateOnly);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_TypeTable")]
    internal static extern TypeTable TypeTableOf([UnsafeAccessorType(ExecutionContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetAllTypeData")]
    internal static extern Dictionary<string, TypeData> AllTypeData(TypeTable table);
}
