using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>The -Property, -ExcludeProperty and -ExpandProperty of Select-Object.</summary>
internal sealed class PropertySelection
{
    private readonly PSCmdlet _command;
    private readonly List<PropertyExpression> _properties;
    private readonly WildcardPattern[] _excluded;
    private readonly string? _expand;

    internal PropertySelection(PSCmdlet command, object[]? properties, string[]? excluded, string? expand)
    {
        _command = command;
        _expand = string.IsNullOrEmpty(expand) ? null : expand;
        _excluded = (excluded ?? []).Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray();

        // -ExcludeProperty alone means all others.
        object[] wanted = properties is { Length: > 0 } ? properties : excluded is null ? [] : ["*"];
        _properties = PropertyExpression.Parse(wanted, PropertyExpression.NamingKeys, command);
    }

    internal IEnumerable<PSObject> Of(PSObject input)
    {
        if (_properties.Count == 0 && _expand is null) return [Marked(input, input, isNew: false)];
        List<PSNoteProperty> notes = _properties.SelectMany(property => NotesOf(property, input)).ToList();
        return _expand is null ? [NewObject(notes, input)] : Expanded(_expand, notes, input);
    }

    private IEnumerable<PSNoteProperty> NotesOf(PropertyExpression property, PSObject input)
    {
        List<PSPropertyExpressionResult> results = property.Expression.ResolveNames(input)
            .Where(name => !IsExcluded(name))
            .SelectMany(name => name.GetValues(input))
            .ToList();

        // A property that the object lacks is selected as null, but not one that only a wildcard could mean.
        if (results.Count == 0 && !property.Expression.HasWildCardCharacters) results.Add(new PSPropertyExpressionResult(null, property.Expression, null));
        if (results.Count > 1 && !string.IsNullOrEmpty(property.Name))
        {
            var exception = new InvalidOperationException("Multiple results cannot be renamed.");
            _command.WriteError(new ErrorRecord(exception, "RenamingMultipleResults", ErrorCategory.InvalidOperation, input));
            return [];
        }

        return results.Where(result => !IsExcluded(result.ResolvedExpression)).Select(result => new PSNoteProperty(NameOf(property, result), result.Result));
    }

    private string NameOf(PropertyExpression property, PSPropertyExpressionResult result)
    {
        string name = string.IsNullOrEmpty(property.Name) ? result.ResolvedExpression.ToString() : property.Name;
        if (name.Length == 0)
        {
            var exception = new PSArgumentException("An empty script block needs a name.", "Property");
            _command.ThrowTerminatingError(new ErrorRecord(exception, "EmptyScriptBlockAndNoName", ErrorCategory.InvalidArgument, null));
        }

        return name;
    }

    private PSObject NewObject(List<PSNoteProperty> notes, PSObject input)
    {
        var result = new PSObject();
        foreach (PSNoteProperty note in notes)
        {
            if (result.Properties[note.Name] is null) result.Properties.Add(note);
            else WriteExists(note, input, "AlreadyExistingUserSpecifiedPropertyNoExpand");
        }

        return Marked(result, input, isNew: notes.Count > 0);
    }

    private IEnumerable<PSObject> Expanded(string name, List<PSNoteProperty> notes, PSObject input)
    {
        List<PSPropertyExpressionResult> results = new PSPropertyExpression(name).GetValues(input);
        if (results.Count != 1)
        {
            (string id, string message) = results.Count == 0
                ? ("ExpandPropertyNotFound", $"Property \"{name}\" cannot be found.")
                : ("MutlipleExpandProperties", $"Multiple properties cannot be expanded: \"{name}\".");
            _command.WriteError(new ErrorRecord(new PSArgumentException(message, "ExpandProperty"), id, ErrorCategory.InvalidArgument, input));
            yield break;
        }

        if (results[0].Exception is { } failure)
        {
            _command.WriteError(new ErrorRecord(failure, "PropertyEvaluationExpand", ErrorCategory.InvalidResult, input));
            yield break;
        }

        foreach (object value in ElementsOf(results[0].Result))
        {
            PSObject expanded = EngineAccess.WrapLocally(value);
            foreach (PSNoteProperty note in notes)
            {
                if (expanded.Properties[note.Name] is null) expanded.Properties.Add(new PSNoteProperty(note.Name, note.Value));
                else WriteExists(note, input, "AlreadyExistingUserSpecifiedPropertyExpand");
            }

            yield return Marked(expanded, input, isNew: notes.Count > 0);
        }
    }

    private static IEnumerable<object> ElementsOf(object? value)
    {
        if (value is null) return [];
        return LanguagePrimitives.GetEnumerable(value) is { } elements ? elements.Cast<object?>().OfType<object>() : [value];
    }

    /// <summary>A custom object tells that it was selected, and from what, by its first type name.</summary>
    private static PSObject Marked(PSObject output, PSObject input, bool isNew)
    {
        string mark = $"Selected.{input.BaseObject.GetType()}";
        if (output.ImmediateBaseObject is PSCustomObject && (isNew || !output.TypeNames.Contains(mark))) output.TypeNames.Insert(0, mark);
        return output;
    }

    private bool IsExcluded(PSPropertyExpression expression) => _excluded.Any(pattern => pattern.IsMatch(expression.ToString()));

    private void WriteExists(PSNoteProperty note, PSObject input, string errorId)
    {
        var exception = new PSArgumentException($"The property cannot be processed because the property \"{note.Name}\" already exists.", "Property");
        _command.WriteError(new ErrorRecord(exception, errorId, ErrorCategory.InvalidOperation, input));
    }
}
