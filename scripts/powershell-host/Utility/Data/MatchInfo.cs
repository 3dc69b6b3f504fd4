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
