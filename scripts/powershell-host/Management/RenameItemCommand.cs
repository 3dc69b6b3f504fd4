using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
