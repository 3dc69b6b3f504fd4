using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "FormatData")]
[OutputType(typeof(ExtendedTypeDefinition))]
public sealed class GetFormatDataCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] TypeName { get; set; } = ["*"];

    [Parameter]
    public Version? PowerShellVersion { get; set; }

    protected override void ProcessRecord()
    {
        WildcardPattern[] patterns = TypeName.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        WriteObject(
            FormatDatabase.Definitions(this).Where(definition => definition.TypeNames.Exists(type => patterns.Any(pattern => pattern.IsMatch(type)))),
            enumerateCollection: true);
    }
}
