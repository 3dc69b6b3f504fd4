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
