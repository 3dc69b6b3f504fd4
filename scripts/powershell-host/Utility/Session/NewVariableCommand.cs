using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
