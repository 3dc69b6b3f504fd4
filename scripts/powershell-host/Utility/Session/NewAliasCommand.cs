using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
