using System.Management.Automation;
using System.Text;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

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
