using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
