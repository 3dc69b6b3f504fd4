using System.Management.Automation;

namespace EflowNetDiag.PowerShellHost;

/// <summary>The four profile scripts of about_Profiles and the $PROFILE variable made of them.</summary>
internal sealed record Profile(string AllUsersAllHosts, string AllUsersCurrentHost, string CurrentUserAllHosts, string CurrentUserCurrentHost)
{
    private const string AllHosts = "profile.ps1";
    private const string CurrentHost = "Microsoft.PowerShell_profile.ps1";

    internal IEnumerable<string> ExistingScripts =>
        new[] { AllUsersAllHosts, AllUsersCurrentHost, CurrentUserAllHosts, CurrentUserCurrentHost }.Where(File.Exists);

    internal static Profile OfThisMachine()
    {
        string home = Path.GetDirectoryName(typeof(PSObject).Assembly.Location)!;
        string user = OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments), "PowerShell")
            : Path.Combine(ConfigurationFolder(), "powershell");
        return new Profile(
            Path.Combine(home, AllHosts), Path.Combine(home, CurrentHost), Path.Combine(user, AllHosts), Path.Combine(user, CurrentHost));
    }

    internal PSObject ToVariable()
    {
        PSObject variable = PSObject.AsPSObject(CurrentUserCurrentHost);
        variable.Properties.Add(new PSNoteProperty(nameof(AllUsersAllHosts), AllUsersAllHosts));
        variable.Properties.Add(new PSNoteProperty(nameof(AllUsersCurrentHost), AllUsersCurrentHost));
        variable.Properties.Add(new PSNoteProperty(nameof(CurrentUserAllHosts), CurrentUserAllHosts));
        variable.Properties.Add(new PSNoteProperty(nameof(CurrentUserCurrentHost), CurrentUserCurrentHost));
        return variable;
    }

    private static string ConfigurationFolder()
    {
        string? folder = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        return string.IsNullOrEmpty(folder) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config") : folder;
    }
}
