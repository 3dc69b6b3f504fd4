using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What of a date is shown.</summary>
public enum DisplayHintType
{
    Date,
    Time,
    DateTime,
}

[Cmdlet(VerbsCommon.Get, "Date", DefaultParameterSetName = "DateAndFormat")]
[OutputType(typeof(string), typeof(DateTime))]
public sealed class GetDateCommand : PSCmdlet
{
    private DateTime? _date;

    [Parameter(ParameterSetName = "DateAndFormat", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Date
    {
        get => _date ?? default;
        set => _date = value;
    }

    [Parameter(ParameterSetName = "UnixTimeSecondsAndFormat", Mandatory = true)]
    [Alias("UnixTime")]
    public long? UnixTimeSeconds { get; set; }

    [Parameter]
    [ValidateRange(1, 9999)]
    public int? Year { get; set; }

    [Parameter]
    [ValidateRange(1, 12)]
    public int? Month { get; set; }

    [Parameter]
    [ValidateRange(1, 31)]
    public int? Day { get; set; }

    [Parameter]
    [ValidateRange(0, 23)]
    public int? Hour { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Minute { get; set; }

    [Parameter]
    [ValidateRange(0, 59)]
    public int? Second { get; set; }

    [Parameter]
    [ValidateRange(0, 999)]
    public int? Millisecond { get; set; }

    [Parameter]
    public DisplayHintType DisplayHint { get; set; } = DisplayHintType.DateTime;

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        DateTime wanted = WithParts(UnixTimeSeconds is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds).LocalDateTime : _date ?? DateTime.Now);
        if (AsUTC) wanted = wanted.ToUniversalTime();
        if (Format is not null)
        {
            WriteObject(wanted.ToString(FullFormat(Format), Host.CurrentCulture));
            return;
        }

        var output = new PSObject(wanted);
        output.Properties.Add(new PSNoteProperty("DisplayHint", DisplayHint));
        WriteObject(output);
    }

    private DateTime WithParts(DateTime date)
    {
        if (Year is { } year) date = date.AddYears(year - date.Year);
        if (Month is { } month) date = date.AddMonths(month - date.Month);
        if (Day is { } day) date = date.AddDays(day - date.Day);
        if (Hour is { } hour) date = date.AddHours(hour - date.Hour);
        if (Minute is { } minute) date = date.AddMinutes(minute - date.Minute);
        if (Second is { } second) date = date.AddSeconds(second - date.Second);
        if (Millisecond is { } millisecond) date = date.AddMilliseconds(millisecond - date.Millisecond);
        return date;
    }

    private static string FullFormat(string format) => format.ToLowerInvariant() switch
    {
        "filedate" => "yyyyMMdd",
        "filedateuniversal" => "yyyyMMddZ",
        "filedatetime" => "yyyyMMddTHHmmssffff",
        "filedatetimeuniversal" => "yyyyMMddTHHmmssffffZ",
        _ => format,
    };
}

[Cmdlet(VerbsCommon.New, "TimeSpan", DefaultParameterSetName = "Date")]
[OutputType(typeof(TimeSpan))]
public sealed class NewTimeSpanCommand : PSCmdlet
{
    private DateTime? _start;
    private DateTime? _end;

    [Parameter(Position = 0, ParameterSetName = "Date", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LastWriteTime")]
    public DateTime Start
    {
        get => _start ?? DateTime.Now;
        set => _start = value;
    }

    [Parameter(Position = 1, ParameterSetName = "Date", ValueFromPipelineByPropertyName = true)]
    public DateTime End
    {
        get => _end ?? DateTime.Now;
        set => _end = value;
    }

    [Parameter(ParameterSetName = "Time")]
    public int Days { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Hours { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Minutes { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Seconds { get; set; }

    [Parameter(ParameterSetName = "Time")]
    public int Milliseconds { get; set; }

    protected override void ProcessRecord()
    {
        DateTime now = DateTime.Now;
        WriteObject(ParameterSetName == "Date" ? (_end ?? now) - (_start ?? now) : new TimeSpan(Days, Hours, Minutes, Seconds, Milliseconds));
    }
}

[Cmdlet(VerbsCommon.New, "Guid", DefaultParameterSetName = "Default")]
[OutputType(typeof(Guid))]
public sealed class NewGuidCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Empty")]
    public SwitchParameter Empty { get; set; }

    protected override void ProcessRecord() => WriteObject(Empty ? Guid.Empty : Guid.NewGuid());
}

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
