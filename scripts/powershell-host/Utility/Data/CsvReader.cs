using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>CSV text into custom objects; fields in quotes may hold delimiters, quotes and line ends.</summary>
internal sealed class CsvReader(TextReader text, char delimiter, string[]? header, Action<string> warn)
{
    private string? _typeName;

    internal IEnumerable<PSObject> Objects()
    {
        string[]? columns = header ?? ReadHeader();
        if (columns is null) yield break;
        columns = Named(columns);
        while (ReadRecord() is { } fields)
        {
            if (fields is [""]) continue; // an empty line
            yield return NewObject(columns, fields);
        }
    }

    /// <summary>The first line's fields, for whoever adds to a file.</summary>
    internal string[]? Header() => ReadHeader();

    private string[]? ReadHeader()
    {
        List<string>? fields = ReadRecord();
        while (fields is [var comment] && comment.StartsWith('#'))
        {
            if (comment.StartsWith("#TYPE ", StringComparison.OrdinalIgnoreCase)) _typeName = comment[6..].Trim();
            fields = ReadRecord();
        }

        return fields?.ToArray();
    }

    private string[] Named(string[] columns)
    {
        if (columns.Any(string.IsNullOrWhiteSpace)) warn("One or more headers were not specified. Default names starting with \"H\" have been used in place of any missing headers.");
        int number = 0;
        return columns.Select(column => string.IsNullOrWhiteSpace(column) ? $"H{++number}" : column).ToArray();
    }

    private PSObject NewObject(string[] columns, List<string> fields)
    {
        var result = new PSObject(columns.Length);
        for (int i = 0; i < columns.Length; i++) result.Properties.Add(new PSNoteProperty(columns[i], i < fields.Count ? fields[i] : null));
        if (_typeName is not null)
        {
            result.TypeNames.Clear();
            result.TypeNames.Add(_typeName);
            result.TypeNames.Add($"CSV:{_typeName}");
        }

        return result;
    }

    private List<string>? ReadRecord()
    {
        if (text.Peek() < 0) return null;
        var fields = new List<string>();
        do fields.Add(ReadField());
        while (TookDelimiter());
        SkipLineEnd();
        return fields;
    }

    private string ReadField()
    {
        while (text.Peek() is ' ' or '\t' && text.Peek() != delimiter) text.Read();
        var field = new StringBuilder();
        bool inQuotes = text.Peek() == '"';
        if (inQuotes) text.Read();
        while (text.Peek() is >= 0 and int next)
        {
            char c = (char)next;
            if (!inQuotes && (c == delimiter || c is '\r' or '\n')) break;
            text.Read();
            if (c == '"' && inQuotes && text.Peek() == '"') text.Read();
            else if (c == '"' && inQuotes)
            {
                inQuotes = false;
                continue;
            }

            field.Append(c);
        }

        return field.ToString();
    }

    private bool TookDelimiter()
    {
        if (text.Peek() != delimiter) return false;
        text.Read();
        return true;
    }

    private void SkipLineEnd()
    {
        if (text.Peek() == '\r') text.Read();
        if (text.Peek() == '\n') text.Read();
    }
}
