using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "Csv", DefaultParameterSetName = "Delimiter")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(ParameterSetName = "Delimiter", Position = 1)]
    [ValidateNotNullOrEmpty]
    public char Delimiter { get; set; } = ',';

    [Parameter(ParameterSetName = "CulturePath", Mandatory = true)]
    public SwitchParameter UseCulture { get; set; }

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, Mandatory = true, Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject[]? InputObject { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    protected override void ProcessRecord() => _lines.AddRange((InputObject ?? []).Select(line => line?.ToString() ?? string.Empty));

    protected override void EndProcessing()
    {
        var text = new StringReader(string.Join('\n', _lines));
        WriteObject(new CsvReader(text, CsvDelimiter.Of(Delimiter, UseCulture), Header, WriteWarning).Objects(), enumerateCollection: true);
    }
}
