using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Remove, "TypeData", SupportsShouldProcess = true)]
public sealed class RemoveTypeDataCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string TypeName { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"Name of the type that will be removed: {TypeName}", "Remove TypeData")) return;
        try
        {
            TypeAndFormatAccess.TypeTableOf(EngineAccess.ContextOf(this)).RemoveType(TypeName);
            Runspace.DefaultRunspace.InitialSessionState.Types.Add(new SessionStateTypeEntry(new TypeData(TypeName), isRemove: true));
        }
        catch (RuntimeException e)
        {
            WriteError(new ErrorRecord(e, "TypesDynamicRemoveException", ErrorCategory.InvalidOperation, null));
        }
    }
}
