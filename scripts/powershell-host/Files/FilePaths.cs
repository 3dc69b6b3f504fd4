using System.Collections.ObjectModel;
using System.Management.Automation;

namespace EflowNetDiag.PowerShellHost;

/// <summary>Paths of PowerShell into paths of the file system.</summary>
internal static class FilePaths
{
    /// <summary>A pattern must mean one existing file; a path that matches nothing is the file to make.</summary>
    internal static string ForWriting(PSCmdlet command, string path, bool isLiteral)
    {
        if (!isLiteral)
        {
            Collection<string> matches = Resolve(command, path);
            if (matches.Count > 1) Throw(command, "Cannot perform operation because the wildcard path resolves to more than one file.", "ReadWriteMultipleFilesNotSupported", path);
            if (matches.Count == 1) return matches[0];
            if (WildcardPattern.ContainsWildcardCharacters(path)) Throw(command, $"Cannot perform operation because the wildcard path {path} did not resolve to a file.", "FileOpenFailure", path);
        }

        string file = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") Throw(command, $"The current provider ({provider.Name}) cannot open a file.", "ReadWriteFileNotFileSystemProvider", path);
        return file;
    }

    /// <summary>The one existing file that a path or pattern means.</summary>
    internal static string ForReading(PSCmdlet command, string path, bool isLiteral)
    {
        string file = ForWriting(command, path, isLiteral);
        if (File.Exists(file)) return file;
        var exception = new FileNotFoundException($"Could not find file '{file}'.", file);
        command.ThrowTerminatingError(new ErrorRecord(exception, "FileOpenFailure", ErrorCategory.OpenError, path));
        throw exception;
    }

    private static Collection<string> Resolve(PSCmdlet command, string path)
    {
        try
        {
            return command.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    private static void Throw(PSCmdlet command, string message, string errorId, string path) =>
        command.ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(message), errorId, ErrorCategory.InvalidArgument, path));
}
