using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Test-Path -PathType asks for.</summary>
public enum TestPathType
{
    Any,
    Container,
    Leaf,
}

[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PathCommand
{
    [Parameter(Position = 0, ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public override string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public override string[] LiteralPath
    {
        get => base.LiteralPath;
        set => base.LiteralPath = value ?? [];
    }

    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    internal override string? ProviderFilter => Filter;

    internal override string[] Included => Include;

    internal override string[] Excluded => Exclude;

    internal override object? ProviderParameters(object context) =>
        PathType == TestPathType.Any && !IsValid ? ProviderAccess.ItemExistsParameters(InvokeProvider.Item, FirstPath, context) : null;

    protected override void ProcessRecord()
    {
        if (Paths is null || Paths.Length == 0)
        {
            var missing = new ArgumentNullException(IsLiteral ? nameof(LiteralPath) : nameof(Path), "The provided Path argument was null or an empty collection.");
            WriteError(new ErrorRecord(missing, "NullPathNotPermitted", ErrorCategory.InvalidArgument, Paths));
            return;
        }

        foreach (string? path in Paths) Test(path);
    }

    private void Test(string? path)
    {
        if (path is null)
        {
            var missing = new ArgumentNullException(IsLiteral ? nameof(LiteralPath) : nameof(Path), "The provided Path argument was null or an empty collection.");
            WriteError(new ErrorRecord(missing, "NullPathNotPermitted", ErrorCategory.InvalidArgument, path));
        }
        else if (string.IsNullOrWhiteSpace(path))
        {
            WriteObject(false);
        }
        else
        {
            WriteObject(Holds(path));
        }
    }

    private bool Holds(string path)
    {
        object context = NewContext();
        try
        {
            if (IsValid) return ProviderAccess.IsValid(SessionState.Path, path, context);
            if (!ProviderAccess.Exists(InvokeProvider.Item, path, context)) return false;
            return PathType == TestPathType.Any || IsContainer(path, context) == (PathType == TestPathType.Container);
        }
        catch (Exception e) when (e is SessionStateException or PSNotSupportedException)
        {
            return false; // no such drive or provider either: an answer, not an error
        }
    }

    private bool IsContainer(string path, object context) => ProviderAccess.IsContainer(InvokeProvider.Item, path, context);
}
