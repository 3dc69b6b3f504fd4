using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Alias and New-Alias share.</summary>
public abstract class WriteAliasCommandBase : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = string.Empty;

    [Parameter]
    public string Description { get; set; } = string.Empty;

    [Parameter]
    public ScopedItemOptions Option { get; set; } = ScopedItemOptions.None;

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    internal object Session => SessionStateAccess.InternalOf(SessionState);

    internal void Write(string action)
    {
        if (!ShouldProcess($"Name: {Name} Value: {Value}", action)) return;
        try
        {
            AliasInfo alias = SessionStateAccess.NewAlias(Name, Value, EngineAccess.ContextOf(this), Option);
            alias.Description = Description;
            AliasInfo result = Scope is null
                ? SessionStateAccess.SetAlias(Session, alias, Force, MyInvocation.CommandOrigin)
                : SessionStateAccess.SetAliasAtScope(Session, alias, Scope, Force, MyInvocation.CommandOrigin);
            if (PassThru) WriteObject(result);
        }
        catch (Exception e) when (e is SessionStateException or PSArgumentException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
        }
    }
}

[Cmdlet(VerbsCommon.Set, "Alias", SupportsShouldProcess = true)]
public sealed class SetAliasCommand : WriteAliasCommandBase
{
    protected override void ProcessRecord() => Write("Set Alias");
}

[Cmdlet(VerbsCommon.New, "Alias", SupportsShouldProcess = true)]
public sealed class NewAliasCommand : WriteAliasCommandBase
{
    protected override void ProcessRecord()
    {
        IDictionary<string, AliasInfo> aliases = Scope is null ? SessionStateAccess.GetAliases(Session) : SessionStateAccess.GetAliasesAtScope(Session, Scope);
        if (!Force && aliases.ContainsKey(Name))
        {
            var exists = new SessionStateException($"The alias is not allowed, because an alias with the name '{Name}' already exists.");
            WriteError(new ErrorRecord(exists, "AliasAlreadyExists", ErrorCategory.ResourceExists, Name));
            return;
        }

        Write("New Alias");
    }
}

[Cmdlet(VerbsCommon.Get, "Alias", DefaultParameterSetName = "Default")]
[OutputType(typeof(AliasInfo))]
public sealed class GetAliasCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Default", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public string? Scope { get; set; }

    [Parameter(ParameterSetName = "Definition")]
    public string[]? Definition { get; set; }

    protected override void ProcessRecord()
    {
        object session = SessionStateAccess.InternalOf(SessionState);
        AliasInfo[] aliases = (Scope is null ? SessionStateAccess.GetAliases(session) : SessionStateAccess.GetAliasesAtScope(session, Scope)).Values
            .Where(alias => alias.Visibility == SessionStateEntryVisibility.Public && !Exclude.Any(pattern => Matches(pattern, alias.Name)))
            .OrderBy(alias => alias.Name, StringComparer.CurrentCultureIgnoreCase)
            .ToArray();
        foreach (string pattern in Definition ?? Name) Write(pattern, aliases);
    }

    private void Write(string pattern, AliasInfo[] aliases)
    {
        AliasInfo[] found = aliases.Where(alias => Matches(pattern, Definition is null ? alias.Name : alias.Definition)).ToArray();
        WriteObject(found, enumerateCollection: true);
        if (found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(pattern)) return;
        string what = Definition is null ? "name" : "definition";
        var exception = new ItemNotFoundException($"This command cannot find a matching alias because an alias with the {what} '{pattern}' does not exist.");
        WriteError(new ErrorRecord(exception, "ItemNotFoundException", ErrorCategory.ObjectNotFound, pattern));
    }

    private static bool Matches(string pattern, string text) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);
}

[Cmdlet(VerbsCommon.Remove, "Alias", DefaultParameterSetName = "Default")]
public sealed class RemoveAliasCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            try
            {
                InvokeProvider.Item.Remove([$"Alias:\\{name}"], recurse: false, Force, literalPath: true);
            }
            catch (SessionStateException e)
            {
                WriteError(new ErrorRecord(e.ErrorRecord, e));
            }
        }
    }
}
