using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Which fields of a CSV line are put in quotes.</summary>
public enum QuoteKind
{
    Never,
    Always,
    AsNeeded,
}

/// <summary>Objects into CSV lines: the first object decides the columns.</summary>
internal sealed class CsvWriter(char delimiter, QuoteKind quotes, string[]? quotedFields)
{
    private string[]? _columns;

    internal IEnumerable<string> Lines(PSObject input, bool includeType, bool header)
    {
        if (_columns is null)
        {
            _columns = ColumnsOf(input);
            if (includeType) yield return TypeLine(input);
            if (header) yield return string.Join(delimiter, _columns.Select(column => Field(column, column)));
        }

        yield return string.Join(delimiter, _columns.Select(column => Field(column, ValueOf(input, column))));
    }

    /// <summary>When lines are added to a file, its own header decides.</summary>
    internal void UseColumns(string[] columns) => _columns = columns;

    internal string[]? MissingIn(PSObject input) => _columns?.Where(column => input.BaseObject is not IDictionary && input.Properties[column] is null).ToArray();

    private static string[] ColumnsOf(PSObject input) => input.BaseObject is IDictionary table
        ? table.Keys.Cast<object>().Select(key => key.ToString()!).ToArray()
        : input.Properties.Where(property => property.IsGettable).Select(property => property.Name).ToArray();

    private static string TypeLine(PSObject input)
    {
        string type = input.TypeNames.FirstOrDefault() ?? string.Empty;
        return $"#TYPE {(type.StartsWith("CSV:", StringComparison.OrdinalIgnoreCase) ? type[4..] : type)}";
    }

    private static string? ValueOf(PSObject input, string column)
    {
        object? value = input.BaseObject is IDictionary table ? table[column] : input.Properties[column]?.Value;
        return value is null ? null : LanguagePrimitives.ConvertTo<string>(value is PSObject wrapped ? wrapped : PSObject.AsPSObject(value));
    }

    /// <summary>A null is nothing at all between the delimiters, an empty string is a pair of quotes.</summary>
    private string Field(string column, string? value)
    {
        if (value is null) return string.Empty;
        bool isQuoted = quotedFields?.Contains(column, StringComparer.OrdinalIgnoreCase) ?? quotes switch
        {
            QuoteKind.Always => true,
            QuoteKind.Never => false,
            _ => value.IndexOfAny(['"', '\r', '\n', delimiter]) >= 0,
        };
        return isQuoted ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
    }
}
