namespace EflowNetDiag.PowerShellHost;

/// <summary>What is wrong with the command line; the sentence is for the person who typed it.</summary>
internal sealed class CommandLineException(string message) : Exception(message);

/// <summary>The part of pwsh's command line that this host understands (about_Pwsh).</summary>
internal sealed class CommandLine
{
    internal bool NoProfile { get; private set; }
    internal bool NonInteractive { get; private set; }
    internal bool NoExit { get; private set; }
    internal bool ReadCommandsFromStdin { get; private set; }
    internal bool NoPrompt { get; private set; }
    internal bool ShowVersion { get; private set; }
    internal bool ServerMode { get; private set; }
    internal string? Command { get; private set; }
    internal string? File { get; private set; }
    internal string? WorkingDirectory { get; private set; }
    internal string? Culture { get; private set; }
    internal IReadOnlyList<string> FileArguments { get; private set; } = [];

    internal static CommandLine Parse(string[] args)
    {
        var parsed = new CommandLine();
        for (int i = 0; i < args.Length; i++)
        {
            if (!parsed.TakeSwitch(args, ref i)) break;
        }

        return parsed;
    }

    /// <returns>false when the rest of the arguments belongs to the command or the script.</returns>
    private bool TakeSwitch(string[] args, ref int i)
    {
        string name = args[i].StartsWith('-') ? args[i].TrimStart('-') : string.Empty;
        if (Is(name, "version", "v")) ShowVersion = true;
        else if (Is(name, "nologo", "nol") || Is(name, "login", "l")) return true;
        else if (Is(name, "noprofile", "nop")) NoProfile = true;
        else if (Is(name, "noninteractive", "noni")) NonInteractive = true;
        else if (Is(name, "interactive", "i")) NonInteractive = false;
        else if (Is(name, "noexit", "noe")) NoExit = true;
        else if (Is(name, "servermode", "s")) ServerMode = true;
        else if (Is(name, "executionpolicy", "ex") || name.Equals("ep", StringComparison.OrdinalIgnoreCase)) Value(args, ref i);
        else if (Is(name, "outputformat", "o") || Is(name, "inputformat", "inp")) Value(args, ref i);
        else if (Is(name, "workingdirectory", "wo") || name.Equals("wd", StringComparison.OrdinalIgnoreCase)) WorkingDirectory = Value(args, ref i);
        else if (Is(name, "hostculture", "hostculture")) Culture = Value(args, ref i);
        else if (Is(name, "command", "c")) return TakeCommand(args, i);
        else if (Is(name, "encodedcommand", "e") || name.Equals("ec", StringComparison.OrdinalIgnoreCase)) Command = Decode(Value(args, ref i));
        else if (Is(name, "file", "f")) return TakeFile(args, i + 1);
        else return TakeFile(args, i);
        return !ShowVersion;
    }

    private bool TakeCommand(string[] args, int i)
    {
        string[] words = args[(i + 1)..];
        if (words.Length == 0) throw new CommandLineException("Cannot process the command because of a missing parameter. A command must follow -Command.");
        if (words[0] != "-")
        {
            Command = string.Join(' ', words);
            return false;
        }

        if (words.Length > 1) throw new CommandLineException("'-' was specified with the -Command parameter; no other arguments to -Command are permitted.");
        if (!Console.IsInputRedirected) throw new CommandLineException("'-' was specified as the argument to -Command but standard input has not been redirected for this process.");
        ReadCommandsFromStdin = true;
        NoPrompt = true;
        return false;
    }

    private bool TakeFile(string[] args, int i)
    {
        if (i >= args.Length) throw new CommandLineException("Cannot process the command because of a missing parameter. A file must follow -File.");
        if (args[i] == "-")
        {
            ReadCommandsFromStdin = true;
            return false;
        }

        string path = Path.GetFullPath(args[i]);
        if (!System.IO.File.Exists(path))
        {
            throw new CommandLineException(
                $"The argument '{args[i]}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.");
        }

        File = path;
        FileArguments = args[(i + 1)..];
        return false;
    }

    /// <summary>pwsh takes any unambiguous beginning of a switch that is at least as long as its short form.</summary>
    private static bool Is(string given, string name, string shortest) =>
        given.Length >= shortest.Length
        && name.StartsWith(given, StringComparison.OrdinalIgnoreCase)
        && given.StartsWith(shortest, StringComparison.OrdinalIgnoreCase);

    private static string Value(string[] args, ref int i)
    {
        if (i + 1 >= args.Length) throw new CommandLineException($"Cannot process the command because of a missing parameter: {args[i]} needs a value.");
        return args[++i];
    }

    private static string Decode(string base64)
    {
        try
        {
            return System.Text.Encoding.Unicode.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            throw new CommandLineException("Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.");
        }
    }
}
