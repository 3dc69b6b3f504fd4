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

[Cmdlet(VerbsLifecycle.Invoke, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class InvokeItemCommand : FilteredPathCommand
{
    protected override void ProcessRecord() => ForEachPath(path => ProviderAccess.Invoke(InvokeProvider.Item, path, NewContext()));
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

[Cmdlet(VerbsCommon.Rename, "Item", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class RenameItemCommand : ProviderCommand
{
    private bool _isLiteral;
    private string _path = string.Empty;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string Path
    {
        get => _path;
        set => _path = value;
    }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string LiteralPath
    {
        get => _path;
        set => (_path, _isLiteral) = (value, true);
    }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string NewName { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override bool IsLiteral => _isLiteral;

    internal override bool IsForced => Force;

    protected override void ProcessRecord() => ForPath(() =>
    {
        string path = _path;
        if (!_isLiteral) path = ProviderAccess.Resolve(SessionState.Path, path, NewContext()) is [var only] ? only.Path : WildcardPattern.Unescape(path);
        if (!CanBeMoved(path, "Cannot rename because item at '{0}' does not exist.", "Cannot rename the item at '{0}' because it is in use.")) return;
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true);
        ProviderAccess.SetPassThru(context, PassThru);
        ProviderAccess.Rename(InvokeProvider.Item, path, NewName, context);
    });
}
