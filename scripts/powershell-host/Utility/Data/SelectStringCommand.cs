using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>Without -Context, -List and -Encoding.</summary>
[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "File")]
[OutputType(typeof(MatchInfo), typeof(bool), typeof(string))]
public sealed class SelectStringCommand : PSCmdlet
{
    private Regex[] _patterns = [];
    private int _line;
    private bool _isQuietlyDone;

    [Parameter(Mandatory = true, Position = 0)]
    public string[] Pattern { get; set; } = [];

    [Parameter(ValueFromPipeline = true, Mandatory = true, ParameterSetName = "Object")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 1, Mandatory = true, ParameterSetName = "File", ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    protected override void BeginProcessing()
    {
        RegexOptions options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
        _patterns = Pattern.Select(pattern => new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options)).ToArray();
    }

    protected override void ProcessRecord()
    {
        if (_isQuietlyDone) return;
        if (ParameterSetName == "Object") Test(InputObject?.ToString() ?? string.Empty, MatchInfo.InputStream, ++_line, InputObject?.BaseObject is string ? null : InputObject);
        else foreach (string file in Files()) TestFile(file);
    }

    protected override void EndProcessing()
    {
        if (Quiet && !_isQuietlyDone) WriteObject(false);
    }

    private IEnumerable<string> Files() => LiteralPath is not null
        ? LiteralPath.Select(SessionState.Path.GetUnresolvedProviderPathFromPSPath)
        : Path!.SelectMany(path => SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _));

    private void TestFile(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file)) Test(line, file, ++number, null);
    }

    private void Test(string line, string path, int number, PSObject? source)
    {
        if (_isQuietlyDone) return;
        Regex? matching = Array.Find(_patterns, pattern => pattern.IsMatch(line));
        if ((matching is null) != NotMatch) return;
        if (Quiet)
        {
            _isQuietlyDone = true;
            WriteObject(true);
        }
        else if (Raw)
        {
            WriteObject(source ?? (object)line);
        }
        else
        {
            Match[] matches = matching is null ? [] : AllMatches ? matching.Matches(line).ToArray() : [matching.Match(line)];
            WriteObject(new MatchInfo { Line = line, LineNumber = number, Path = path, Pattern = Pattern[Math.Max(0, Array.IndexOf(_patterns, matching))], IgnoreCase = !CaseSensitive, Matches = matches });
        }
    }
}
