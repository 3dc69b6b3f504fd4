using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "ItemProperty", DefaultParameterSetName = "propertyValuePathSet", SupportsShouldProcess = true)]
public sealed class SetItemPropertyCommand : ProviderCommand
{
    private const string ValueByPath = "propertyValuePathSet";
    private const string ValueByLiteralPath = "propertyValueLiteralPathSet";
    private const string ObjectByPath = "propertyPSObjectPathSet";
    private const string ObjectByLiteralPath = "propertyPSObjectLiteralPathSet";

    private string[]? _literalPath;

    [Parameter(Position = 0, ParameterSetName = ValueByPath, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = ObjectByPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = ValueByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ObjectByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath
    {
        get => _literalPath ?? [];
        set => _literalPath = value;
    }

    [Parameter(Position = 1, ParameterSetName = ValueByPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 1, ParameterSetName = ValueByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSProperty")]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 2, ParameterSetName = ValueByPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 2, ParameterSetName = ValueByLiteralPath, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    public object? Value { get; set; }

    [Parameter(ParameterSetName = ObjectByPath, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ObjectByLiteralPath, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override bool IsLiteral => _literalPath is not null;

    internal override bool IsForced => Force;

    protected override void ProcessRecord()
    {
        PSObject values = InputObject ?? new PSObject();
        if (InputObject is null) values.Properties.Add(new PSNoteProperty(Name, Value));
        foreach (string path in _literalPath ?? Path)
        {
            ForPath(() =>
            {
                object context = NewContext();
                ProviderAccess.SetPassThru(context, PassThru);
                ProviderAccess.SetProperty(InvokeProvider.Property, path, values, context);
            });
        }
    }
}
