using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
public sealed class TeeObjectCommand : PSCmdlet, IDisposable
{
    private readonly List<PSObject?> _kept = [];
    private SteppablePipeline? _toFile;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "Variable")]
    public SwitchParameter Append { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    public void Dispose() => _toFile?.Dispose();

    protected override void BeginProcessing()
    {
        if (Variable is not null) return;
        string command = LiteralPath is null ? "param($p, $a) Out-File -FilePath $p -Append:$a" : "param($p, $a) Out-File -LiteralPath $p -Append:$a";
        _toFile = ScriptBlock.Create(command).GetSteppablePipeline(MyInvocation.CommandOrigin, [LiteralPath ?? FilePath, Append]);
        _toFile.Begin(expectInput: true);
    }

    protected override void ProcessRecord()
    {
        if (_toFile is null) _kept.Add(InputObject);
        else _toFile.Process(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        _toFile?.End();
        if (Variable is null) return;
        object?[] all = Append && SessionState.PSVariable.GetValue(Variable) is { } before
            ? [.. LanguagePrimitives.ConvertTo<object[]>(before), .. _kept]
            : [.. _kept];
        SessionState.PSVariable.Set(Variable, all.Length == 1 ? all[0] : all);
    }
}
