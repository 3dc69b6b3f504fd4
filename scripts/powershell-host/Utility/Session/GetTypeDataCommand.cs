using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "TypeData")]
[OutputType(typeof(TypeData))]
public sealed class GetTypeDataCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[]? TypeName { get; set; }

    protected override void ProcessRecord()
    {
        Dictionary<string, TypeData> all = TypeAndFormatAccess.AllTypeData(TypeAndFormatAccess.TypeTableOf(EngineAccess.ContextOf(this)));
        foreach (string name in TypeName ?? ["*"])
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            WriteObject(all.Where(entry => pattern.IsMatch(entry.Key)).Select(entry => entry.Value), enumerateCollection: true);
        }
    }
}
