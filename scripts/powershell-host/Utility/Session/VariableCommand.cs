using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the variable cmdlets share: the scope and the search by pattern.</summary>
public abstract class VariableCommandBase : PSCmdlet
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    internal object Session => SessionStateAccess.InternalOf(SessionState);

    /// <summary>The variables that match; a plain name that none has is an error when asked for, a pattern never is.</summary>
    internal IEnumerable<PSVariable> Find(string[] names, string[]? include, string[]? exclude, bool mustExist, bool force)
    {
        WildcardPattern[] included = Patterns(include);
        WildcardPattern[] excluded = Patterns(exclude);
        foreach (string name in names)
        {
            PSVariable[] found = Matches(name, force)
                .Where(variable => included.Length == 0 || included.Any(pattern => pattern.IsMatch(variable.Name)))
                .Where(variable => !excluded.Any(pattern => pattern.IsMatch(variable.Name)))
                .ToArray();
            if (found.Length == 0 && mustExist && !WildcardPattern.ContainsWildcardCharacters(name)) WriteNotFound(name);
            foreach (PSVariable variable in found) yield return variable;
        }
    }

    internal PSVariable? One(string name) => Scope is null ? SessionStateAccess.GetVariable(Session, name) : SessionStateAccess.GetVariableAtScope(Session, name, Scope);

    /// <summary>What the engine refuses (a read-only variable, an unknown scope) is an error, not the end.</summary>
    internal void Attempt(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SessionStateException or PSArgumentException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }

    private IEnumerable<PSVariable> Matches(string name, bool force)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name)) return One(name) is { } variable ? [variable] : [];
        IDictionary<string, PSVariable> table = Scope is null ? SessionStateAccess.GetVariables(Session) : SessionStateAccess.GetVariablesAtScope(Session, Scope);
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return table.Values
            .Where(variable => pattern.IsMatch(variable.Name) && (force || variable.Visibility == SessionStateEntryVisibility.Public))
            .OrderBy(variable => variable.Name, StringComparer.CurrentCultureIgnoreCase);
    }

    private void WriteNotFound(string name)
    {
        var exception = new ItemNotFoundException($"Cannot find a variable with the name '{name}'.");
        WriteError(new ErrorRecord(exception, "VariableNotFound", ErrorCategory.ObjectNotFound, name));
    }

    private static WildcardPattern[] Patterns(string[]? patterns) => (patterns ?? []).Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray();
}

[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : VariableCommandBase
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    protected override void ProcessRecord() => Attempt(() =>
    {
        foreach (PSVariable variable in Find(Name ?? ["*"], Include, Exclude, mustExist: true, force: false))
        {
            if (ValueOnly) WriteObject(variable.Value);
            else WriteObject(variable);
        }
    });
}

[Cmdlet(VerbsCommon.New, "Variable", SupportsShouldProcess = true)]
public sealed class NewVariableCommand : VariableCommandBase
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions Option { get; set; } = ScopedItemOptions.None;

    [Parameter]
    public SessionStateEntryVisibility Visibility { get; set; } = SessionStateEntryVisibility.Public;

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        if (!Force && SessionStateAccess.GetVariableAtScope(Session, Name, Scope ?? "local") is not null)
        {
            var exists = new SessionStateException($"A variable with name '{Name}' already exists.");
            WriteError(new ErrorRecord(exists, "VariableAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        if (!ShouldProcess($"Name: {Name} Value: {Value}", "New variable")) return;
        Attempt(() =>
        {
            var variable = new PSVariable(Name, Value, Option) { Description = Description ?? string.Empty, Visibility = Visibility };
            object result = Scope is null ? SessionStateAccess.NewVariable(Session, variable, Force) : SessionStateAccess.NewVariableAtScope(Session, variable, Scope, Force);
            if (PassThru) WriteObject(result);
        });
    }
}

[Cmdlet(VerbsCommon.Set, "Variable", SupportsShouldProcess = true)]
public sealed class SetVariableCommand : VariableCommandBase
{
    private readonly List<object?> _piped = [];

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public string? Description { get; set; }

    [Parameter]
    public ScopedItemOptions? Option { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SessionStateEntryVisibility? Visibility { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsPiped => MyInvocation.ExpectingInput;

    protected override void ProcessRecord()
    {
        if (IsPiped) _piped.Add(Value);
    }

    protected override void EndProcessing()
    {
        object? value = !IsPiped ? Value : _piped.Count switch { 0 => null, 1 => _piped[0], _ => _piped.ToArray() };
        bool hasValue = IsPiped || MyInvocation.BoundParameters.ContainsKey(nameof(Value));
        foreach (string name in Name) Attempt(() => Set(name, value, hasValue));
    }

    private void Set(string name, object? value, bool hasValue)
    {
        PSVariable[] existing = Find([name], Include, Exclude, mustExist: false, Force).ToArray();
        if (existing.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name)) existing = [new PSVariable(name, value)];
        foreach (PSVariable found in existing)
        {
            if (!ShouldProcess($"Name: {found.Name} Value: {value}", "Set variable")) continue;
            // Set where it belongs: in the current scope unless the found one is already there.
            var variable = new PSVariable(found.Name, hasValue ? value : found.Value, Option ?? found.Options)
            {
                Description = Description ?? found.Description,
                Visibility = Visibility ?? found.Visibility,
            };
            object result = Scope is null
                ? SessionStateAccess.SetVariable(Session, variable, Force, CommandOrigin.Internal)
                : SessionStateAccess.SetVariableAtScope(Session, variable, Scope, Force, CommandOrigin.Internal);
            if (PassThru) WriteObject(result);
        }
    }
}

[Cmdlet(VerbsCommon.Remove, "Variable", SupportsShouldProcess = true)]
public sealed class RemoveVariableCommand : VariableCommandBase
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord() => Attempt(() =>
    {
        foreach (PSVariable variable in Find(Name, Include, Exclude, mustExist: true, Force).ToArray())
        {
            if (!ShouldProcess($"Name: {variable.Name}", "Remove variable")) continue;
            if (Scope is null) Attempt(() => SessionStateAccess.RemoveVariable(Session, variable, Force));
            else Attempt(() => SessionStateAccess.RemoveVariableAtScope(Session, variable, Scope, Force));
        }
    });
}

[Cmdlet(VerbsCommon.Clear, "Variable", SupportsShouldProcess = true)]
public sealed class ClearVariableCommand : VariableCommandBase
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => Attempt(() =>
    {
        foreach (PSVariable variable in Find(Name, Include, Exclude, mustExist: true, Force).ToArray())
        {
            if (!ShouldProcess($"Name: {variable.Name}", "Clear variable")) continue;
            Attempt(() => variable.Value = null);
            if (PassThru) WriteObject(variable);
        }
    });
}
