using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Object", DefaultParameterSetName = Generic)]
[OutputType(typeof(GenericMeasureInfo), typeof(TextMeasureInfo), typeof(GenericObjectMeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private const string Generic = "GenericMeasure";
    private const string Text = "TextMeasure";

    private readonly Dictionary<string, Measurement> _measurements = new(StringComparer.OrdinalIgnoreCase);
    private bool _sawNonNumber;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSPropertyExpression[]? Property { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter StandardDeviation { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Sum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Average { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Maximum { get; set; }

    [Parameter(ParameterSetName = Generic)]
    public SwitchParameter Minimum { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Line { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Word { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter Character { get; set; }

    [Parameter(ParameterSetName = Text)]
    public SwitchParameter IgnoreWhiteSpace { get; set; }

    private bool NeedsNumbers => AllStats || Sum || Average || StandardDeviation;

    protected override void BeginProcessing()
    {
        if (AllStats) Sum = Average = StandardDeviation = Maximum = Minimum = true;
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value) return;
        if (Property is null) Take(string.Empty, InputObject.BaseObject);
        else foreach (PSPropertyExpression property in Property) TakeProperty(property);
    }

    protected override void EndProcessing()
    {
        if (_measurements.Count == 0 && Property is null) MeasurementOf(string.Empty);
        foreach ((string name, Measurement measurement) in _measurements)
        {
            if (measurement.Count == 0 && Property is not null) continue;
            MeasureInfo info = ParameterSetName == Text ? TextInfo(measurement) : GenericInfo(measurement);
            if (Property is not null) info.Property = name;
            WriteObject(info);
        }
    }

    private void TakeProperty(PSPropertyExpression property)
    {
        List<PSPropertyExpression> names = property.ResolveNames(InputObject!);
        if (names.Count == 0 && !property.HasWildCardCharacters) MeasurementOf(property.ToString());
        foreach (PSPropertyExpression name in names)
        {
            if (name.GetValues(InputObject!) is [var value, ..]) Take(name.ToString(), value.Result);
        }
    }

    private Measurement MeasurementOf(string name)
    {
        if (!_measurements.TryGetValue(name, out Measurement? measurement)) _measurements[name] = measurement = new Measurement();
        return measurement;
    }

    private void Take(string name, object? value)
    {
        Measurement measurement = MeasurementOf(name);
        measurement.Count++;
        if (ParameterSetName == Text) measurement.AddText(value?.ToString() ?? string.Empty, IgnoreWhiteSpace);
        if (NeedsNumbers && !LanguagePrimitives.TryConvertTo(value, out double number))
        {
            _sawNonNumber = true;
            var exception = new PSInvalidOperationException($"Input object \"{value}\" is not numeric.");
            WriteError(new ErrorRecord(exception, "NonNumericInputObject", ErrorCategory.InvalidType, value));
            return;
        }
        else if (NeedsNumbers)
        {
            measurement.Numbers.Add(LanguagePrimitives.ConvertTo<double>(value));
        }

        if (Minimum) measurement.Minimum = Lesser(value, measurement.Minimum, sign: 1);
        if (Maximum) measurement.Maximum = Lesser(value, measurement.Maximum, sign: -1);
    }

    /// <summary>Numbers in any form are compared as numbers, values of different types as text.</summary>
    private static object? Lesser(object? candidate, object? best, int sign)
    {
        if (best is null) return candidate;
        object? left = AsNumber(best);
        object? right = AsNumber(candidate);
        if (left is not null && right is not null && left.GetType() != right.GetType())
        {
            left = left.ToString();
            right = right.ToString();
        }

        return sign * LanguagePrimitives.Compare(left, right, ignoreCase: false, CultureInfo.CurrentCulture) > 0 ? candidate : best;
    }

    private static object? AsNumber(object? value) => value is not null && LanguagePrimitives.TryConvertTo(value, out double number) ? number : value;

    private TextMeasureInfo TextInfo(Measurement measurement) => new()
    {
        Lines = Line ? measurement.Lines : null,
        Words = Word ? measurement.Words : null,
        Characters = Character ? measurement.Characters : null,
    };

    private MeasureInfo GenericInfo(Measurement measurement)
    {
        bool numeric = AsNumber(measurement.Minimum) is double or null && AsNumber(measurement.Maximum) is double or null;
        double? sum = Sum && !_sawNonNumber ? measurement.Numbers.Sum() : null;
        double? average = Average && !_sawNonNumber && measurement.Count > 0 ? measurement.Numbers.Average() : null;
        double? deviation = StandardDeviation && !_sawNonNumber ? measurement.Deviation() : null;
        return numeric
            ? new GenericMeasureInfo
            {
                Count = measurement.Count, Sum = sum, Average = average, StandardDeviation = deviation,
                Maximum = (double?)AsNumber(measurement.Maximum), Minimum = (double?)AsNumber(measurement.Minimum),
            }
            : new GenericObjectMeasureInfo
            {
                Count = measurement.Count, Sum = sum, Average = average, StandardDeviation = deviation,
                Maximum = measurement.Maximum, Minimum = measurement.Minimum,
            };
    }
}
