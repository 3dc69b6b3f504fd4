using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Verb")]
public sealed class GetVerbCommand : PSCmdlet
{
    private static readonly Type[] s_groups =
        [typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity)];

    [Parameter(ValueFromPipeline = true, Position = 0)]
    public string[] Verb { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        WildcardPattern[] patterns = Verb.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray();
        foreach (Type group in s_groups)
        {
            foreach (FieldInfo field in group.GetFields().Where(field => field.IsLiteral && patterns.Any(pattern => pattern.IsMatch(field.Name))))
            {
                WriteObject(NewVerb(field.Name, group.Name["Verbs".Length..]));
            }
        }
    }

    private static PSObject NewVerb(string verb, string group)
    {
        var result = new PSObject();
        result.Properties.Add(new PSNoteProperty("Verb", verb));
        result.Properties.Add(new PSNoteProperty("Group", group));
        return result;
    }
}
