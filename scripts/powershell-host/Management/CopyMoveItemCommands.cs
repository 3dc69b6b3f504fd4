using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class CopyItemCommand : FilteredPathCommand
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; } = true;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override object? ProviderParameters(object context) =>
        ProviderAccess.CopyItemParameters(InvokeProvider.Item, FirstPath, Destination ?? ".", Recurse, context);

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        object context = NewContext();
        ProviderAccess.SetPassThru(context, PassThru);
        CopyContainers containers = Container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer;
        ProviderAccess.Copy(InvokeProvider.Item, path, Destination ?? ".", Recurse, containers, context);
    });
}

[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class MoveItemCommand : FilteredPathCommand
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        string[] items = IsLiteral ? [path] : ProviderAccess.Resolve(SessionState.Path, path, NewContext()).Select(item => item.Path).ToArray();
        foreach (string item in items) ForPath(() => Move(item));
    });

    private void Move(string path)
    {
        if (!CanBeMoved(path, "Cannot move item because the item at '{0}' does not exist.", "Cannot move item because the item at '{0}' is in use.")) return;
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true);
        ProviderAccess.SetPassThru(context, PassThru);
        ProviderAccess.Move(InvokeProvider.Item, path, Destination, context);
    }
}
