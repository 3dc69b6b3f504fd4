using System.Reflection;
using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>PowerShell's own choice among constructors, with its conversions of the arguments.</summary>
internal static class ConstructorAccess
{
    internal static object Invoke(Type type, ConstructorInfo[] constructors, object[] arguments) => ConstructorInvokeDotNet(null, type, constructors, arguments);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern object ConstructorInvokeDotNet(
        [UnsafeAccessorType("System.Management.Automation.DotNetAdapter, System.Management.Automation")] object? adapter,
        Type type, ConstructorInfo[] constructors, object[] arguments);
}
