using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>One line that matched; the engine's default formatting knows it by this name.</summary>
public sealed class MatchInfo
{
    public bool IgnoreCase { get; set; }

    public int LineNumber { get; set; }

    public string Line { get; set; } = string.Empty;

    public string Filename => Path == InputStream ? Path : System.IO.Path.GetFileName(Path);

    public string Path { get; set; } = InputStream;

    public string Pattern { get; set; } = string.Empty;

    public Match[] Matches { get; set; } = [];

    internal const string InputStream = "InputStream";

    public override string ToString() => Shown(Path);

    /// <summary>With the path as seen from a folder.</summary>
    public string ToString(string directory) => Shown(RelativePath(directory));

    /// <summary>What the engine's view calls; emphasis is colour, and this host has none.</summary>
    public string ToEmphasizedString(string directory) => ToString(directory);

    public string RelativePath(string directory)
    {
        if (Path == InputStream) return Path;
        string relative = System.IO.Path.GetRelativePath(directory, Path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path : relative;
    }

    private string Shown(string path) => Path == InputStream ? Line : $"{path}:{LineNumber}:{Line}";
}

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
