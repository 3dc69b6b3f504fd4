using System.Collections;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    /// <summary>The tag by which the engine knows what is shown at once and never twice.</summary>
    private const string HostTag = "PSHOST";

    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = TextOf(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        WriteInformation(message, [HostTag]);
    }

    private string TextOf(object? value)
    {
        object? bare = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (bare is null) return string.Empty;
        if (bare is string or not IEnumerable || bare is IDictionary or System.Xml.XmlNode) return PSObject.AsPSObject(value!).ToString();

        var text = new StringBuilder();
        foreach (object? element in (IEnumerable)bare)
        {
            if (text.Length > 0) text.Append(Separator);
            text.Append(TextOf(element));
        }

        return text.ToString();
    }
}
