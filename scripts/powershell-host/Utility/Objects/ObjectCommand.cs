using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Sort-, Group- and Compare-Object share: how values are compared.</summary>
public abstract class ObjectCmdletBase : PSCmdlet
{
    [Parameter]
    public string? Culture { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    internal CultureInfo? ComparisonCulture => string.IsNullOrEmpty(Culture) ? null : CultureInfo.GetCultureInfo(Culture);

    /// <summary>The values of one object under the expressions; a script that throws gives an error and null.</summary>
    internal List<SortValue> ValuesOf(PSObject input, List<PropertyExpression> expressions)
    {
        var values = new List<SortValue>();
        foreach (PropertyExpression property in expressions)
        {
            List<PSPropertyExpressionResult> results = property.Expression.GetValues(input, expand: false, eatExceptions: true);
            if (results.Count == 0) values.Add(SortValue.Missing);
            foreach (PSPropertyExpressionResult result in results)
            {
                if (result.Exception is not null) WriteError(new ErrorRecord(result.Exception, "ExpressionEvaluation", ErrorCategory.InvalidResult, input));
                values.Add(new SortValue(result.Exception is null ? result.Result : null, true));
            }
        }

        return values;
    }

    /// <summary>Replaces wildcards by the names that the objects have, in alphabetical order.</summary>
    internal static List<PropertyExpression> Expand(List<PropertyExpression> expressions, IEnumerable<PSObject> inputs) =>
        expressions.SelectMany(property => property.Expression.HasWildCardCharacters ? Expand(property, inputs) : [property]).ToList();

    private static IEnumerable<PropertyExpression> Expand(PropertyExpression property, IEnumerable<PSObject> inputs)
    {
        var names = new SortedDictionary<string, PSPropertyExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (PSPropertyExpression resolved in inputs.SelectMany(property.Expression.ResolveNames)) names[resolved.ToString()] = resolved;
        return names.Values.Select(expression => property with { Expression = expression });
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
