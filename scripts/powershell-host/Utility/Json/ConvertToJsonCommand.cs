using System.Management.Automation;
using Newtonsoft.Json;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _input = [];
    private bool _stopping;

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    public StringEscapeHandling EscapeHandling { get; set; } = StringEscapeHandling.Default;

    protected override void ProcessRecord() => _input.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_input.Count == 0) return;

        // One object by pipeline and one by parameter cannot be told apart: one is always itself, several are an array.
        object? value = _input.Count > 1 || AsArray ? _input.ToArray() : _input[0];
        var plainer = new JsonPlainer(Depth, () => _stopping);
        object? plain = plainer.ToPlain(value, this);
        if (_stopping) return;
        if (plainer.IsTruncated) WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        WriteObject(JsonConvert.SerializeObject(plain, Settings()));
    }

    protected override void StopProcessing() => _stopping = true;

    private JsonSerializerSettings Settings()
    {
        var settings = new JsonSerializerSettings
        {
            TypeNameHandling = TypeNameHandling.None,
            MaxDepth = 1024,
            StringEscapeHandling = EscapeHandling,
            Formatting = Compress ? Newtonsoft.Json.Formatting.None : Newtonsoft.Json.Formatting.Indented,
        };
        if (EnumsAsStrings) settings.Converters.Add(new Newtonsoft.Json.Converters.StringEnumConverter());
        return settings;
    }
}
