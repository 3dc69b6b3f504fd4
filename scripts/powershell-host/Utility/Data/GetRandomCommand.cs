using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "RandomNumberParameterSet")]
public sealed class GetRandomCommand : PSCmdlet
{
    private const string Numbers = "RandomNumberParameterSet";
    private const string ListItems = "RandomListItemParameterSet";
    private const string Shuffled = "ShuffleParameterSet";

    private static Random s_random = new();
    private readonly List<object?> _items = [];

    [Parameter]
    [ValidateNotNull]
    public int? SetSeed { get; set; }

    [Parameter(ParameterSetName = Numbers, Position = 0)]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = Numbers)]
    public object? Minimum { get; set; }

    [Parameter(ParameterSetName = Numbers)]
    [Parameter(ParameterSetName = ListItems)]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(ParameterSetName = ListItems, ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [Parameter(ParameterSetName = Shuffled, ValueFromPipeline = true, Position = 0, Mandatory = true)]
    [AllowNull]
    public object[]? InputObject { get; set; }

    [Parameter(ParameterSetName = Shuffled, Mandatory = true)]
    public SwitchParameter Shuffle { get; set; }

    protected override void BeginProcessing()
    {
        if (SetSeed is { } seed) s_random = new Random(seed);
        if (ParameterSetName != Numbers) return;
        for (int i = 0; i < Count; i++) WriteObject(NextNumber());
    }

    protected override void ProcessRecord()
    {
        if (ParameterSetName != Numbers) _items.AddRange(InputObject ?? new object?[1]);
    }

    protected override void EndProcessing()
    {
        if (ParameterSetName == Numbers) return;
        object?[] shuffled = _items.ToArray();
        s_random.Shuffle(shuffled);
        WriteObject(Shuffle ? shuffled : shuffled.Take(Count).ToArray(), enumerateCollection: true);
    }

    /// <summary>Whole numbers stay whole; one bound with a fraction makes the result a fraction.</summary>
    private object NextNumber()
    {
        object? low = (Minimum as PSObject)?.BaseObject ?? Minimum;
        object? high = (Maximum as PSObject)?.BaseObject ?? Maximum;
        if (low is double or float or decimal || high is double or float or decimal)
        {
            double from = low is null ? 0 : LanguagePrimitives.ConvertTo<double>(low);
            double to = high is null ? double.MaxValue : LanguagePrimitives.ConvertTo<double>(high);
            Check(from < to, low, high);
            return from + (s_random.NextDouble() * (to - from));
        }

        long least = low is null ? 0 : LanguagePrimitives.ConvertTo<long>(low);
        long bound = high is null ? int.MaxValue : LanguagePrimitives.ConvertTo<long>(high);
        Check(least < bound, low, high);
        long number = s_random.NextInt64(least, bound);
        return low is long || high is long || number is > int.MaxValue or < int.MinValue ? number : (int)number;
    }

    private void Check(bool isOrdered, object? low, object? high)
    {
        if (isOrdered) return;
        var exception = new ArgumentException($"The Minimum value ({low ?? 0}) cannot be greater than or equal to the Maximum value ({high}).");
        ThrowTerminatingError(new ErrorRecord(exception, "MinGreaterThanOrEqualMax", ErrorCategory.InvalidArgument, null));
    }
}
