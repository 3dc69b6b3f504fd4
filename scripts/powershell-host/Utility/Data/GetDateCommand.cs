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
