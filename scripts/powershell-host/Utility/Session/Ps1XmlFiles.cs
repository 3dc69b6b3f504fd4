using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.Commands;

/// <summary>The files of Update-FormatData and Update-TypeData: .ps1xml of the file system.</summary>
internal static class Ps1XmlFiles
{
    /// <summary>Errors in a file are thrown; else the engine would only show them on the console.</summary>
    internal static void ThrowingErrors(InitialSessionState state, Action load)
    {
        bool before = state.ThrowOnRunspaceOpenError;
        state.ThrowOnRunspaceOpenError = true;
        try
        {
            load();
        }
        finally
        {
            state.ThrowOnRunspaceOpenError = before;
        }
    }

    internal static List<string> Resolve(PSCmdlet command, string[] paths, string errorId)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            try
            {
                files.AddRange(command.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _));
            }
            catch (Exception e) when (e is SessionStateException or PSNotSupportedException or ProviderInvocationException)
            {
                command.WriteError(new ErrorRecord(e, errorId, ErrorCategory.InvalidOperation, path));
            }
        }

        foreach (string file in files.Where(file => !file.EndsWith(".ps1xml", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            files.Remove(file);
            var exception = new PSInvalidOperationException($"Cannot read the file \"{file}\"  because it does not have the file name extension \".ps1xml\".");
            command.WriteError(new ErrorRecord(exception, "WrongExtension", ErrorCategory.InvalidArgument, null));
        }

        return files;
    }
}
