using System.Collections.ObjectModel;
using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>A cmdlet whose work a provider does; the provider may add parameters of its own.</summary>
public abstract class ProviderCommand : PSCmdlet, IDynamicParameters
{
    private readonly List<object> _contexts = [];
    private object? _providerParameters;

    internal virtual string? ProviderFilter => null;

    internal virtual string[]? Included => null;

    internal virtual string[]? Excluded => null;

    internal virtual bool IsForced => false;

    internal virtual bool IsLiteral => false;

    /// <summary>The parameters that the provider of the given path adds, such as FileSystem's -Raw and -File.</summary>
    public object? GetDynamicParameters()
    {
        object context = NewContext();
        ProviderAccess.SetPassThru(context, false); // nothing of this may reach the pipeline
        try
        {
            _providerParameters = ProviderParameters(context);
        }
        catch (Exception e) when (e is SessionStateException or ProviderInvocationException)
        {
            _providerParameters = null;
        }

        return _providerParameters;
    }

    internal virtual object? ProviderParameters(object context) => null;

    internal object NewContext()
    {
        object context = ProviderAccess.NewContext(this);
        ProviderAccess.SetForce(context, IsForced);
        ProviderAccess.SetFilters(context, ToCollection(Included), ToCollection(Excluded), ProviderFilter);
        ProviderAccess.SetSuppressWildcardExpansion(context, IsLiteral);
        ProviderAccess.SetDynamicParameters(context, _providerParameters);
        _contexts.Add(context);
        return context;
    }

    /// <summary>What the engine throws about one path is an error of that path only; the others are still worked on.</summary>
    internal void ForPath(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SessionStateException or PSNotSupportedException && e is IContainsErrorRecord)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }

    /// <summary>An item that is moved or renamed must be there, and must not be where the session stands.</summary>
    internal bool CanBeMoved(string path, string whenMissing, string whenInUse)
    {
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true);
        string? problem = !ProviderAccess.Exists(InvokeProvider.Item, path, context) ? whenMissing
            : ProviderAccess.IsCurrentLocationOrAncestor(SessionState.Path, path, context) ? whenInUse
            : null;
        if (problem is null) return true;
        var exception = new PSInvalidOperationException(string.Format(System.Globalization.CultureInfo.CurrentCulture, problem, path));
        WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        return false;
    }

    protected override void StopProcessing()
    {
        foreach (object context in _contexts) ProviderAccess.Stop(context);
    }

    private static Collection<string> ToCollection(string[]? patterns) => new(patterns ?? []);
}

/// <summary>The two ways to name items, by pattern and literally.</summary>
public abstract class PathCommand : ProviderCommand
{
    internal const string PathSet = "Path";
    internal const string LiteralPathSet = "LiteralPath";

    private string[]? _literalPath;

    [Parameter(Position = 0, ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public virtual string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipeline = false, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public virtual string[] LiteralPath
    {
        get => _literalPath ?? [];
        set => _literalPath = value;
    }

    internal override bool IsLiteral => _literalPath is not null;

    internal string[] Paths => _literalPath ?? Path;

    /// <summary>Parameters of a provider are asked for before there may be any path: then it is the current location's.</summary>
    internal string FirstPath => Paths is [var first, ..] ? first : ".";

    internal void ForEachPath(Action<string> work)
    {
        foreach (string path in Paths) ForPath(() => work(path));
    }
}

/// <summary>A path cmdlet with the four filters that every item cmdlet has.</summary>
public abstract class FilteredPathCommand : PathCommand
{
    [Parameter]
    public virtual string? Filter { get; set; }

    [Parameter]
    public virtual string[] Include { get; set; } = [];

    [Parameter]
    public virtual string[] Exclude { get; set; } = [];

    [Parameter]
    public virtual SwitchParameter Force { get; set; }

    internal override string? ProviderFilter => Filter;

    internal override string[] Included => Include;

    internal override string[] Excluded => Exclude;

    internal override bool IsForced => Force;
}
