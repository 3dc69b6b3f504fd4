using System.Globalization;
using System.Management.Automation;
using System.Text;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the two cmdlets that write CSV share.</summary>
public abstract class WriteCsvCommand : PSCmdlet
{
    private CsvWriter? _writer;

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    [Alias("QF")]
    public string[]? QuoteFields { get; set; }

    [Parameter]
    [Alias("UQ")]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    internal CsvWriter Writer => _writer ??= new CsvWriter(CsvDelimiter.Of(Delimiter, UseCulture), UseQuotes, QuoteFields);
}

/// <summary>-Delimiter or the culture's list separator.</summary>
internal static class CsvDelimiter
{
    internal static char Of(char given, bool useCulture) => useCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : given;
}

[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : WriteCsvCommand
{
    protected override void ProcessRecord() => WriteObject(Writer.Lines(InputObject, IncludeTypeInformation, header: !NoHeader), enumerateCollection: true);
}

[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
public sealed class ExportCsvCommand : WriteCsvCommand, IDisposable
{
    private TextFileWriter? _file;
    private bool _isRefused;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [EncodingTransformation]
    public Encoding Encoding { get; set; } = TextEncodings.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    public void Dispose() => _file?.Dispose();

    protected override void BeginProcessing()
    {
        if ((Path is null) == (LiteralPath is null))
        {
            var exception = new InvalidOperationException("You must specify either the -Path or -LiteralPath parameters, but not both.");
            ThrowTerminatingError(new ErrorRecord(exception, "CannotSpecifyPathAndLiteralPath", ErrorCategory.InvalidData, null));
        }

        string path = (LiteralPath ?? Path)!;
        _isRefused = !ShouldProcess(path);
        if (_isRefused) return;
        string file = FilePaths.ForWriting(this, path, LiteralPath is not null);
        if (Append && HeaderOf(file) is { } columns) Writer.UseColumns(columns);
        _file = TextFileWriter.Open(this, path, LiteralPath is not null, Encoding, Append, Force, NoClobber);
    }

    protected override void ProcessRecord()
    {
        if (_file is null) return;
        if (!Force && Writer.MissingIn(InputObject) is [var missing, ..] && Append)
        {
            string message = $"Cannot append CSV content to the following file: {Path ?? LiteralPath}. The appended object does not have a property that corresponds to the following column: {missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command.";
            ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(message), "CannotAppendCsvWithMismatchedPropertyNames", ErrorCategory.InvalidData, missing));
        }

        foreach (string line in Writer.Lines(InputObject, IncludeTypeInformation, header: !NoHeader)) _file.Writer.WriteLine(line);
    }

    protected override void EndProcessing() => Dispose();

    private string[]? HeaderOf(string file)
    {
        if (!File.Exists(file)) return null;
        using var text = new StreamReader(file);
        return new CsvReader(text, CsvDelimiter.Of(Delimiter, UseCulture), header: null, WriteWarning).Header();
    }
}

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
