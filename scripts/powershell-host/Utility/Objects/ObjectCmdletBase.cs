using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Sort-, Group- and Compare-Object share: what objects are compared by, and how.</summary>
public abstract class ObjectCmdletBase : PSCmdlet
{
    private ValueComparer? _comparer;

    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    internal ValueComparer Comparer => _comparer ??= new ValueComparer(CaseSensitive, string.IsNullOrEmpty(Culture) ? null : CultureInfo.GetCultureInfo(Culture));

    /// <summary>The -Property list, else the key properties that the type of the first object declares, else none: the object itself.</summary>
    internal List<PropertyExpression> Expressions(object[]? properties, string[] allowedKeys, IReadOnlyList<PSObject> inputs)
    {
        object[] wanted = properties ?? (inputs.Count > 0 ? DefaultKeys(inputs[0]) : []);
        return PropertyExpression.Parse(wanted, allowedKeys, this)
            .SelectMany(property => property.Expression.HasWildCardCharacters ? Expanded(property, inputs) : [property])
            .ToList();
    }

    internal List<SortValue> KeyOf(PSObject input, List<PropertyExpression> expressions) =>
        expressions.Count == 0 ? [new SortValue(input, true)] : expressions.SelectMany(property => ValuesOf(input, property)).ToList();

    internal int Compare(List<SortValue> first, List<SortValue> second)
    {
        for (int i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            int order = Comparer.Compare(ValueAt(first, i), ValueAt(second, i), descending: false);
            if (order != 0) return order;
        }

        return 0;
    }

    internal static SortValue ValueAt(List<SortValue> key, int index) => index < key.Count ? key[index] : SortValue.Missing;

    private static string[] DefaultKeys(PSObject input) =>
        input.Members["PSStandardMembers"] is PSMemberSet standard && standard.Members["DefaultKeyPropertySet"] is PSPropertySet keys ? [.. keys.ReferencedPropertyNames] : [];

    /// <summary>A wildcard stands for the names that the objects have, in alphabetical order.</summary>
    private static IEnumerable<PropertyExpression> Expanded(PropertyExpression property, IEnumerable<PSObject> inputs)
    {
        var names = new SortedDictionary<string, PSPropertyExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (PSPropertyExpression resolved in inputs.SelectMany(property.Expression.ResolveNames)) names[resolved.ToString()] = resolved;
        return names.Values.Select(expression => property with { Expression = expression });
    }

    /// <summary>A script that throws gives an error and null.</summary>
    private IEnumerable<SortValue> ValuesOf(PSObject input, PropertyExpression property)
    {
        List<PSPropertyExpressionResult> results = property.Expression.GetValues(input, expand: false, eatExceptions: true);
        if (results.Count == 0) yield return SortValue.Missing;
        foreach (PSPropertyExpressionResult result in results)
        {
            if (result.Exception is not null) WriteError(new ErrorRecord(result.Exception, "ExpressionEvaluation", ErrorCategory.InvalidResult, input));
            yield return new SortValue(result.Exception is null ? result.Result : null, true);
        }
    }
}

/// <summary>A cmdlet that takes objects one by one and properties of them.</summary>
public abstract class ObjectBase : ObjectCmdletBase
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    internal List<PSObject> Inputs { get; } = [];

    protected override void ProcessRecord()
    {
        if (InputObject is not null && InputObject != AutomationNull.Value) Inputs.Add(InputObject);
    }
}
