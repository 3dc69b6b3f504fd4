using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Push, "Location", DefaultParameterSetName = PathSet)]
public sealed class PushLocationCommand : ProviderCommand
{
    private const string PathSet = "Path";
    private bool _isLiteral;
    private string _path = string.Empty;

    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string Path
    {
        get => _path;
        set => _path = value;
    }

    [Parameter(ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string LiteralPath
    {
        get => _path;
        set => (_path, _isLiteral) = (value, true);
    }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    internal override bool IsLiteral => _isLiteral;

    protected override void ProcessRecord() => ForPath(() =>
    {
        SessionState.Path.PushCurrentLocation(StackName);
        if (_path.Length == 0) return;
        PathInfo location = ProviderAccess.SetLocation(SessionState.Path, _path, NewContext(), _isLiteral);
        if (PassThru) WriteObject(location);
    });
}
