using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
