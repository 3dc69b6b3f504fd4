using System.Management.Automation.Runspaces;

namespace EflowNetDiag.PowerShellHost;

/// <summary>Turns the words after -File into parameters as pwsh does: `-Name value`, `-Name:value`, `-Switch:$true`, values by position.</summary>
internal static class FileParameters
{
    internal static IEnumerable<CommandParameter> From(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            bool isParameter = word.Length > 1 && word[0] == '-';
            int colon = isParameter ? word.IndexOf(':') : -1;
            if (!isParameter) yield return new CommandParameter(null, word);
            else if (colon < 0) yield return new CommandParameter(word);
            else if (colon < word.Length - 1) yield return new CommandParameter(word[..colon], BooleanOrText(word[(colon + 1)..]));
            else if (i + 1 < words.Count) yield return new CommandParameter(word[..colon], words[++i]);
        }
    }

    private static object BooleanOrText(string value) => bool.TryParse(value.TrimStart('$'), out bool boolean) ? boolean : value;
}
