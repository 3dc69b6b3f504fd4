using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = PathSet)]
public sealed class SetLocationCommand : ProviderCommand
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

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string LiteralPath
    {
        get => _path;
        set => (_path, _isLiteral) = (value, true);
    }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    internal override bool IsLiteral => _isLiteral;

    protected override void ProcessRecord() => ForPath(() =>
    {
        if (ParameterSetName == "Stack")
        {
            SessionState.Path.SetDefaultLocationStack(StackName);
            return;
        }

        string target = string.IsNullOrEmpty(_path) ? "~" : _path;
        PathInfo location = ProviderAccess.SetLocation(SessionState.Path, target, NewContext(), _isLiteral);
        if (PassThru) WriteObject(location);
    });
}
