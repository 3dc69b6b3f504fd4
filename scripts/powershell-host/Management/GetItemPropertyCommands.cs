using System.Collections.ObjectModel;
using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>A path cmdlet that filters but has no -Force of its own.</summary>
public abstract class ItemPropertyCommandBase : PathCommand
{
    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    internal override string? ProviderFilter => Filter;

    internal override string[] Included => Include;

    internal override string[] Excluded => Exclude;
}

[Cmdlet(VerbsCommon.Get, "ItemProperty", DefaultParameterSetName = PathSet)]
public sealed class GetItemPropertyCommand : ItemPropertyCommandBase
{
    [Parameter(Position = 1)]
    [Alias("PSProperty")]
    public string[]? Name { get; set; }

    protected override void ProcessRecord() => ForEachPath(path =>
        ProviderAccess.GetProperty(InvokeProvider.Property, path, Name is null ? null : new Collection<string>(Name), NewContext()));
}

[Cmdlet(VerbsCommon.Get, "ItemPropertyValue", DefaultParameterSetName = PathSet)]
public sealed class GetItemPropertyValueCommand : ItemPropertyCommandBase
{
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = ["."];

    [Parameter(Position = 1, Mandatory = true)]
    [Alias("PSProperty")]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        foreach (PSObject found in InvokeProvider.Property.Get([path], new Collection<string>(Name), IsLiteral))
        {
            foreach (string name in Name.Where(name => found.Properties[name] is not null)) WriteObject(found.Properties[name].Value);
        }
    });
}
