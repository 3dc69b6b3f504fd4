using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Microsoft.PowerShell.Commands;

/// <summary>Loads assemblies; it compiles nothing, for there is no compiler in the engine's package.</summary>
[Cmdlet(VerbsCommon.Add, "Type", DefaultParameterSetName = "FromSource")]
[OutputType(typeof(Type))]
public sealed class AddTypeCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "FromSource")]
    public string? TypeDefinition { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "FromMember")]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "FromMember")]
    public string[]? MemberDefinition { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "FromPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "FromLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "FromAssemblyName")]
    [Alias("AN")]
    public string[] AssemblyName { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void EndProcessing()
    {
        if (TypeDefinition is not null || MemberDefinition is not null)
        {
            var exception = new PSNotSupportedException("Add-Type cannot compile source code in this host: it has no compiler. Use PowerShell 7 for that.");
            ThrowTerminatingError(new ErrorRecord(exception, "CompilerNotAvailable", ErrorCategory.NotImplemented, null));
        }

        foreach (string name in AssemblyName) Load(name, () => Assembly.Load(new AssemblyName(name)));
        foreach (string path in Path) Load(path, () => FromFile(SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Single()));
        foreach (string path in LiteralPath) Load(path, () => FromFile(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)));
    }

    private static Assembly FromFile(string file) => AssemblyLoadContext.Default.LoadFromAssemblyPath(file);

    private void Load(string what, Func<Assembly> load)
    {
        try
        {
            Assembly assembly = load();
            if (PassThru) WriteObject(assembly.GetExportedTypes(), enumerateCollection: true);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            var exception = new PSArgumentException($"Cannot add type. The assembly '{what}' could not be found.", e);
            ThrowTerminatingError(new ErrorRecord(exception, "ASSEMBLY_NOT_FOUND", ErrorCategory.ObjectNotFound, what));
        }
    }
}
