using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>One entry of a -Property list: a name, a wildcard, a script block, or a hashtable with an expression and more.</summary>
internal sealed record PropertyExpression(PSPropertyExpression Expression, string? Name, bool? Descending)
{
    private const string ExpressionKey = "expression";
    private const string NameKey = "name";
    private const string LabelKey = "label";
    private const string AscendingKey = "ascending";
    private const string DescendingKey = "descending";

    internal static readonly string[] NamingKeys = [ExpressionKey, NameKey, LabelKey];
    internal static readonly string[] SortingKeys = [ExpressionKey, AscendingKey, DescendingKey];
    internal static readonly string[] GroupingKeys = [ExpressionKey];

    internal static List<PropertyExpression> Parse(IEnumerable<object?> entries, string[] allowedKeys, PSCmdlet command) =>
        entries.Select(entry => ParseOne(entry is PSObject wrapped ? wrapped.BaseObject : entry, allowedKeys, command)).ToList();

    private static PropertyExpression ParseOne(object? entry, string[] allowedKeys, PSCmdlet command) => entry switch
    {
        IDictionary table => FromTable(table, allowedKeys, command),
        string or ScriptBlock => new PropertyExpression(ToExpression(entry), null, null),
        null => throw Refuse(command, "DictionaryKeyUnknownType", "Cannot convert null to one of the following types {System.String, System.Management.Automation.ScriptBlock}."),
        _ => throw Refuse(
            command,
            "DictionaryKeyUnknownType",
            $"Cannot convert {entry.GetType().FullName} to one of the following types {{System.String, System.Management.Automation.ScriptBlock}}."),
    };

    private static PropertyExpression FromTable(IDictionary table, string[] allowedKeys, PSCmdlet command)
    {
        var values = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in table)
        {
            string key = FullKey(entry.Key, allowedKeys, command);
            if (!values.TryAdd(key, entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value))
            {
                throw Refuse(command, "DictionaryKeyDuplicate", $"The key '{entry.Key}' is a duplicate of the key '{key}'.");
            }
        }

        if (!values.TryGetValue(ExpressionKey, out object? expression))
        {
            throw Refuse(command, "DictionaryKeyMandatoryEntry", "The mandatory key 'expression' is missing.");
        }

        if (expression is not (string or ScriptBlock))
        {
            throw Refuse(command, "DictionaryKeyIllegalValue1", "The key 'expression' has a type that is not valid; expected are {System.String, System.Management.Automation.ScriptBlock}.");
        }

        return new PropertyExpression(ToExpression(expression), values.GetValueOrDefault(NameKey) as string, DirectionOf(values));
    }

    /// <summary>A key may be shortened as long as it is unambiguous; "label" is another word for "name".</summary>
    private static string FullKey(object key, string[] allowedKeys, PSCmdlet command)
    {
        if (key is not string given) throw Refuse(command, "DictionaryKeyNonString", $"A key must be a string, not {key.GetType().Name}.");
        string[] matches = allowedKeys.Where(allowed => allowed.StartsWith(given, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (matches.Length == 0) throw Refuse(command, "DictionaryKeyIllegal", $"The key '{given}' is not valid.");
        if (matches.Length > 1) throw Refuse(command, "DictionaryKeyAmbiguous", $"The key '{given}' is ambiguous: {matches[0]}, {matches[1]}.");
        return matches[0] == LabelKey ? NameKey : matches[0];
    }

    /// <summary>Both directions at once, saying the same, cancel each other.</summary>
    private static bool? DirectionOf(Dictionary<string, object?> values)
    {
        bool? ascending = values.TryGetValue(AscendingKey, out object? up) ? LanguagePrimitives.IsTrue(up) : null;
        bool? descending = values.TryGetValue(DescendingKey, out object? down) ? LanguagePrimitives.IsTrue(down) : null;
        if (ascending is not null && ascending == descending) return null;
        return descending ?? !ascending;
    }

    private static PSPropertyExpression ToExpression(object expression) =>
        expression is ScriptBlock script ? new PSPropertyExpression(script) : new PSPropertyExpression((string)expression);

    private static RuntimeException Refuse(PSCmdlet command, string errorId, string message)
    {
        var record = new ErrorRecord(new NotSupportedException(message), errorId, ErrorCategory.InvalidArgument, null);
        command.ThrowTerminatingError(record);
        return new RuntimeException(message);
    }
}
