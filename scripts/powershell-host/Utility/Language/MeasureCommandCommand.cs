using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    private readonly Stopwatch _watch = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Expression { get; set; } = null!;

    protected override void ProcessRecord()
    {
        _watch.Start();
        try
        {
            Expression.InvokeWithContext(functionsToDefine: null, [new PSVariable("_", InputObject)]);
        }
        finally
        {
            _watch.Stop();
        }
    }

    protected override void EndProcessing() => WriteObject(_watch.Elapsed);
}
