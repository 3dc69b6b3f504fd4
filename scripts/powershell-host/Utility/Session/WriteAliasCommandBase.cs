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
