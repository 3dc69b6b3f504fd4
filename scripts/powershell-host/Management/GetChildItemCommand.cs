using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>-File, -Directory, -Hidden and their like are the FileSystem provider's own parameters.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = Items)]
public sealed class GetChildItemCommand : ProviderCommand
{
    private const string Items = "Items";
    private const string LiteralItems = "LiteralItems";

    private string[]? _literalPath;
    private uint? _depth;

    [Parameter(Position = 0, ParameterSetName = Items, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralItems, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath
    {
        get => _literalPath ?? [];
        set => _literalPath = value;
    }

    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    [Alias("s", "r")]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public uint Depth
    {
        get => _depth ?? uint.MaxValue;
        set => _depth = value;
    }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Name { get; set; }

    internal override bool IsLiteral => _literalPath is not null;

    internal override bool IsForced => Force;

    internal override string? ProviderFilter => Filter;

    internal override string[] Included => Include;

    internal override string[] Excluded => Exclude;

    private string[] Paths => _literalPath ?? (Path.Length > 0 ? Path : ["."]);

    private bool Recurses => Recurse || _depth is not null;

    internal override object? ProviderParameters(object context) => ProviderAccess.GetChildrenParameters(InvokeProvider.ChildItem, Paths[0], Recurse, context);

    protected override void ProcessRecord()
    {
        foreach (string path in Paths) ForPath(() => List(path));
    }

    private void List(string path)
    {
        if (Name) ProviderAccess.GetNames(InvokeProvider.ChildItem, path, ReturnContainers.ReturnMatchingContainers, Recurses, Depth, NewContext());
        else ProviderAccess.GetChildren(InvokeProvider.ChildItem, path, Recurses, Depth, NewContext());
    }
}
