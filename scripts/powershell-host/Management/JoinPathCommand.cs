using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
public sealed class JoinPathCommand : ProviderCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] ChildPath { get; set; } = [];

    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] AdditionalChildPath { get; set; } = [];

    [Parameter]
    public SwitchParameter Resolve { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Extension { get; set; }

    protected override void ProcessRecord()
    {
        string child = (ChildPath ?? []).Concat(AdditionalChildPath ?? [])
            .Aggregate(string.Empty, (joined, next) => joined.Length == 0 ? next ?? string.Empty : ProviderAccess.Combine(SessionState.Path, joined, next ?? string.Empty, NewContext()));
        foreach (string parent in Path) ForPath(() => Join(parent, child));
    }

    private void Join(string parent, string child)
    {
        string joined = ProviderAccess.Combine(SessionState.Path, parent, child, NewContext());
        if (Extension is not null) joined = System.IO.Path.ChangeExtension(joined, Extension);
        if (!Resolve) WriteObject(joined);
        else foreach (PathInfo found in ProviderAccess.Resolve(SessionState.Path, joined, NewContext())) WriteObject(found.Path);
    }
}
