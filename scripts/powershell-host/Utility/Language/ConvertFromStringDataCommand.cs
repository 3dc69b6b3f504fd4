using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "StringData")]
[OutputType(typeof(Hashtable))]
public sealed class ConvertFromStringDataCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string StringData { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = '=';

    protected override void ProcessRecord()
    {
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (string line in StringData.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            int delimiter = line.IndexOf(Delimiter);
            if (delimiter < 0) throw new PSInvalidOperationException($"Data line '{line}' is not in 'name=value' format.");
            string name = line[..delimiter].Trim();
            if (table.ContainsKey(name)) throw new PSInvalidOperationException($"Data item '{name}' in line '{line}' is already defined.");
            table.Add(name, Regex.Unescape(line[(delimiter + 1)..].Trim()));
        }

        WriteObject(table);
    }
}
