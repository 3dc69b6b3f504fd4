using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Join, "String", DefaultParameterSetName = "default")]
[OutputType(typeof(string))]
public sealed class JoinStringCommand : PSCmdlet
{
    private readonly List<string> _parts = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject[]? InputObject { get; set; }

    [Parameter(Position = 0)]
    public PSPropertyExpression? Property { get; set; }

    [Parameter(Position = 1)]
    [AllowEmptyString]
    public string? Separator { get; set; }

    [Parameter]
    [Alias("op")]
    public string OutputPrefix { get; set; } = string.Empty;

    [Parameter]
    [Alias("os")]
    public string OutputSuffix { get; set; } = string.Empty;

    [Parameter(ParameterSetName = "SingleQuote")]
    public SwitchParameter SingleQuote { get; set; }

    [Parameter(ParameterSetName = "DoubleQuote")]
    public SwitchParameter DoubleQuote { get; set; }

    [Parameter(ParameterSetName = "Format")]
    public string? FormatString { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject ?? [])
        {
            object? value = Property is null ? input : Property.GetValues(input).FirstOrDefault()?.Result;
            if (value is not null) _parts.Add(Quoted(value));
        }
    }

    protected override void EndProcessing()
    {
        // $OFS joins where no separator is given, as in a string with an array in it; here it is nothing by default.
        string separator = Separator ?? (GetVariableValue("OFS") is { } ofs ? LanguagePrimitives.ConvertTo<string>(ofs) : string.Empty);
        WriteObject(new StringBuilder(OutputPrefix).AppendJoin(separator, _parts).Append(OutputSuffix).ToString());
    }

    private string Quoted(object value)
    {
        string text = LanguagePrimitives.ConvertTo<string>(value);
        if (SingleQuote) return $"'{text}'";
        if (DoubleQuote) return $"\"{text}\"";
        return FormatString is null ? text : string.Format(Host.CurrentCulture, FormatString, value is PSObject wrapped ? wrapped.BaseObject : value);
    }
}
