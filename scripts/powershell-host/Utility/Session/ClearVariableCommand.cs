using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

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
