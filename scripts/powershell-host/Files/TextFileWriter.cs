using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;

namespace EflowNetDiag.PowerShellHost;

/// <summary>A text file that a cmdlet writes: opened with the cmdlets' common errors, read-only files restored afterwards.</summary>
internal sealed class TextFileWriter : IDisposable
{
    private readonly FileInfo? _readOnlyAgain;

    private TextFileWriter(StreamWriter writer, FileInfo? readOnlyAgain)
    {
        Writer = writer;
        _readOnlyAgain = readOnlyAgain;
    }

    internal StreamWriter Writer { get; }

    internal static TextFileWriter Open(PSCmdlet command, string path, bool isLiteral, Encoding encoding, bool append, bool force, bool noClobber)
    {
        string file = FilePaths.ForWriting(command, path, isLiteral);
        FileInfo? readOnly = null;
        try
        {
            if (noClobber && !append && File.Exists(file)) throw new IOException($"The file '{file}' already exists.");
            if (force && new FileInfo(file) is { Exists: true, IsReadOnly: true } info)
            {
                info.IsReadOnly = false;
                readOnly = info;
            }

            var stream = new FileStream(file, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read);
            return new TextFileWriter(new StreamWriter(stream, encoding), readOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            bool exists = e is IOException && noClobber && File.Exists(file);
            var record = exists
                ? new ErrorRecord(e, "NoClobber", ErrorCategory.ResourceExists, file)
                : new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, null);
            if (exists) record.ErrorDetails = new ErrorDetails($"File '{file}' already exists and NoClobber was specified.");
            command.ThrowTerminatingError(record);
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        if (_readOnlyAgain is not null) _readOnlyAgain.IsReadOnly = true;
    }
}

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
