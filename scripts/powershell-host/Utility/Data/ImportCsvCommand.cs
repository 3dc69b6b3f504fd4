using System.Management.Automation;
using System.Text;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Import, "Csv", DefaultParameterSetName = "DelimiterPath")]
public sealed class ImportCsvCommand : PSCmdlet
{
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    [Parameter(Position = 0, ValueFromPipeline = true)]
    public string[]? Path { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath ?? Path ?? [])
        {
            using var text = new StreamReader(FilePaths.ForReading(this, path, LiteralPath is not null), Encoding);
            WriteObject(new CsvReader(text, CsvDelimiter.Of(Delimiter, UseCulture), Header, WriteWarning).Objects(), enumerateCollection: true);
        }
    }
}
