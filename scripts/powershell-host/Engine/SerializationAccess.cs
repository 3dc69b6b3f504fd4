using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>Several objects in one CLIXML document, as Export-Clixml writes them.</summary>
internal static class SerializationAccess
{
    internal static string Serialize(IList<object?> source, int depth) => Serialize(null, source, depth, enumerate: true);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern string Serialize(
        [UnsafeAccessorType("System.Management.Automation.PSSerializer, System.Management.Automation")] object? serializer,
        IList<object?> source, int depth, bool enumerate);
}
