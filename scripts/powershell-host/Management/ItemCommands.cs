using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = PathSet)]
public sealed class GetItemCommand : FilteredPathCommand
{
    protected override void ProcessRecord() => ForEachPath(path => ProviderAccess.Get(InvokeProvider.Item, path, NewContext()));
}

[Cmdlet(VerbsCommon.Clear, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class ClearItemCommand : FilteredPathCommand
{
    protected override void ProcessRecord() => ForEachPath(path => ProviderAccess.Clear(InvokeProvider.Item, path, NewContext()));
}

[Cmdlet(VerbsCommon.Set, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class SetItemCommand : FilteredPathCommand
{
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        object context = NewContext();
        ProviderAccess.SetPassThru(context, PassThru);
        ProviderAccess.Set(InvokeProvider.Item, path, Value, context);
    });
}
