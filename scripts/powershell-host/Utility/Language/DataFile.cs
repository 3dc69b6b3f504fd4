using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace Microsoft.PowerShell.Commands;

/// <summary>A .psd1 file: PowerShell's data language, read without running any command that was not allowed.</summary>
internal static class DataFile
{
    internal static object? Evaluate(string text, string[] allowedCommands)
    {
        ScriptBlock script = ScriptBlock.Create(text);
        script.CheckRestrictedLanguage(allowedCommands, allowedVariables: null, allowEnvironmentVariables: false);
        object? result = script.InvokeReturnAsIs();
        return result == AutomationNull.Value ? null : result;
    }

    /// <summary>The file's one hashtable by its syntax alone, nothing of it run.</summary>
    internal static object? ReadHashtable(string path, out ParseError[] errors, out bool isHashtable)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out errors);
        var table = script.Find(node => node is HashtableAst, searchNestedScriptBlocks: false) as HashtableAst;
        isHashtable = table is not null;
        return errors.Length > 0 || table is null ? null : table.SafeGetValue();
    }
}
