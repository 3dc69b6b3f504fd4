using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = ParentSet)]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : ProviderCommand
{
    private const string ParentSet = "ParentSet";
    private const string LeafSet = "LeafSet";
    private const string LeafBaseSet = "LeafBaseSet";
    private const string ExtensionSet = "ExtensionSet";
    private const string QualifierSet = "QualifierSet";
    private const string NoQualifierSet = "NoQualifierSet";
    private const string IsAbsoluteSet = "IsAbsoluteSet";
    private const string LiteralPathSet = "LiteralPathSet";

    private string[]? _literalPath;

    [Parameter(Position = 0, ParameterSetName = ParentSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = LeafSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = LeafBaseSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ExtensionSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = QualifierSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = NoQualifierSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = IsAbsoluteSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath
    {
        get => _literalPath ?? [];
        set => _literalPath = value;
    }

    [Parameter(ParameterSetName = ParentSet)]
    public SwitchParameter Parent { get; set; } = true;

    [Parameter(ParameterSetName = LeafSet, Mandatory = true)]
    public SwitchParameter Leaf { get; set; }

    [Parameter(ParameterSetName = LeafBaseSet, Mandatory = true)]
    public SwitchParameter LeafBase { get; set; }

    [Parameter(ParameterSetName = ExtensionSet, Mandatory = true)]
    public SwitchParameter Extension { get; set; }

    [Parameter(Position = 1, ParameterSetName = QualifierSet, Mandatory = true)]
    public SwitchParameter Qualifier { get; set; }

    [Parameter(ParameterSetName = NoQualifierSet, Mandatory = true)]
    public SwitchParameter NoQualifier { get; set; }

    [Parameter(ParameterSetName = IsAbsoluteSet, Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    internal override bool IsLiteral => _literalPath is not null;

    protected override void ProcessRecord()
    {
        foreach (string path in _literalPath ?? Path) ForPath(() => Split(path));
    }

    private void Split(string path)
    {
        if (!Resolve)
        {
            WriteObject(PartOf(path));
            return;
        }

        foreach (PathInfo found in ProviderAccess.Resolve(SessionState.Path, path, NewContext())) WriteObject(PartOf(found.Path));
    }

    private object? PartOf(string path) => ParameterSetName switch
    {
        LeafSet => LeafOf(path),
        LeafBaseSet => System.IO.Path.GetFileNameWithoutExtension(LeafOf(path)),
        ExtensionSet => System.IO.Path.GetExtension(LeafOf(path)),
        QualifierSet => QualifierOf(path),
        NoQualifierSet => path[(ColonOf(path) + 1)..],
        IsAbsoluteSet => SessionState.Path.IsPSAbsolute(path, out _) || System.IO.Path.IsPathFullyQualified(path),
        _ => ProviderAccess.ParseParent(SessionState.Path, path, string.Empty, NewContext(), useDefaultProvider: true),
    };

    private string LeafOf(string path) => ProviderAccess.ParseChildName(SessionState.Path, path, NewContext(), useDefaultProvider: true);

    private string? QualifierOf(string path)
    {
        int colon = ColonOf(path);
        if (colon >= 0) return path[..(colon + 1)];
        var exception = new FormatException($"Cannot parse path because path '{path}' does not have a qualifier specified.");
        WriteError(new ErrorRecord(exception, "ParsePathFormatError", ErrorCategory.InvalidArgument, path));
        return null;
    }

    /// <summary>A drive (C:) or a provider (FileSystem::) stands before the colon; a slash before it means there is neither.</summary>
    private static int ColonOf(string path)
    {
        int colon = path.IndexOf(':');
        if (colon < 0 || path.AsSpan(0, colon).IndexOfAny('/', '\\') >= 0) return -1;
        return path.AsSpan(colon).StartsWith("::") ? colon + 1 : colon;
    }
}
