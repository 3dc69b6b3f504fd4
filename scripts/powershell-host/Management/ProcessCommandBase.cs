using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Finding processes by name pattern, by id or as objects.</summary>
public abstract class ProcessCommandBase : PSCmdlet
{
    internal IEnumerable<Process> ByName(IEnumerable<string> patterns)
    {
        Process[] all = Process.GetProcesses();
        foreach (string name in patterns)
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            Process[] found = all.Where(process => pattern.IsMatch(NameOf(process))).OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).ThenBy(process => process.Id).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteMissing($"Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again.", "NoProcessFoundForGivenName", name);
            }

            foreach (Process process in found) yield return process;
        }
    }

    internal IEnumerable<Process> ById(IEnumerable<int> ids)
    {
        foreach (int id in ids)
        {
            if (TryGet(id) is { } process) yield return process;
            else WriteMissing($"Cannot find a process with the process identifier {id}.", "NoProcessFoundForGivenId", id);
        }
    }

    internal static string NameOf(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (InvalidOperationException)
        {
            return string.Empty; // it ended in the meantime
        }
    }

    internal void WriteProblem(Exception reason, string message, string errorId, ErrorCategory category, object target) =>
        WriteError(new ErrorRecord(new ProcessCommandException(message, reason), errorId, category, target));

    private void WriteMissing(string message, string errorId, object target) =>
        WriteError(new ErrorRecord(new ProcessCommandException(message, null), errorId, ErrorCategory.ObjectNotFound, target));

    private static Process? TryGet(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>The exception type that the stock process cmdlets' errors carry.</summary>
public sealed class ProcessCommandException(string message, Exception? innerException) : SystemException(message, innerException);
