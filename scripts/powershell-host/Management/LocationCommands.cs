using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
public sealed class GetLocationCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSDrive { get; set; }

    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string[]? StackName { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Stack")
        {
            foreach (string? name in StackName ?? [null!]) WriteObject(SessionState.Path.LocationStack(name));
            return;
        }

        if (PSProvider is null && PSDrive is null) WriteObject(SessionState.Path.CurrentLocation);
        foreach (string provider in PSProvider ?? []) WriteObject(SessionState.Path.CurrentProviderLocation(provider));
        foreach (string drive in PSDrive ?? []) WriteObject(SessionState.Drive.Get(drive).CurrentLocation);
    }
}

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

[Cmdlet(VerbsCommon.Pop, "Location")]
public sealed class PopLocationCommand : ProviderCommand
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    protected override void ProcessRecord() => ForPath(() =>
    {
        PathInfo? location = SessionState.Path.PopLocation(StackName);
        if (PassThru) WriteObject(location);
    });
}
