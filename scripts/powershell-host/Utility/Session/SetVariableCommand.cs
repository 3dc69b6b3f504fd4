using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
