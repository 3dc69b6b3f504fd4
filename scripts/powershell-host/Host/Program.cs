using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace EflowNetDiag.PowerShellHost;

internal static class Program
{
    /// <summary>pwsh's exit code for a command line that it cannot understand.</summary>
    private const int BadCommandLine = 64;

    private static int Main(string[] args)
    {
        // The engine reads this when it is first touched; a stand-in must not report usage to anyone.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Console.OutputEncoding = utf8;
        if (Console.IsInputRedirected) Console.InputEncoding = utf8;

        try
        {
            CommandLine commandLine = CommandLine.Parse(args);
            SetCulture(commandLine.Culture);
            return Run(commandLine);
        }
        catch (CommandLineException e)
        {
            Console.Error.WriteLine(e.Message);
            return BadCommandLine;
        }
    }

    private static int Run(CommandLine commandLine)
    {
        if (commandLine.ShowVersion)
        {
            Console.Out.WriteLine($"PowerShell {PSVersionInfo.PSVersion}");
            return 0;
        }

        if (commandLine.ServerMode)
        {
            JobServer.Run();
            return 0;
        }

        using var session = new Session(commandLine);
        return session.Run();
    }

    /// <summary>.NET has taken the culture from LC_ALL, LC_MESSAGES or LANG already; the switch is for tests and for Windows.</summary>
    private static void SetCulture(string? name)
    {
        if (name is null) return;
        try
        {
            var culture = CultureInfo.GetCultureInfo(name);
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = culture;
        }
        catch (CultureNotFoundException)
        {
            throw new CommandLineException($"'{name}' is not the name of a culture.");
        }
    }
}
