using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

/// <summary>One line of Get-Member; the engine's default formatting knows it by this name.</summary>
public class MemberDefinition(string typeName, string name, PSMemberTypes memberType, string definition)
{
    public string TypeName { get; } = typeName;

    public string Name { get; } = name;

    public PSMemberTypes MemberType { get; } = memberType;

    public string Definition { get; } = definition;

    public override string ToString() => Definition;
}

[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _shownTypes = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public SwitchParameter Static { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value) return;
        string typeName = Static ? StaticType().FullName! : InputObject.TypeNames.FirstOrDefault() ?? string.Empty;
        if (!_shownTypes.Add(typeName)) return;
        WriteObject(MembersOf(typeName).OrderBy(member => member.MemberType.ToString(), StringComparer.Ordinal).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase), enumerateCollection: true);
    }

    protected override void EndProcessing()
    {
        if (_shownTypes.Count > 0) return;
        var exception = new InvalidOperationException("You must specify an object for the Get-Member cmdlet.");
        WriteError(new ErrorRecord(exception, "NoObjectInGetMember", ErrorCategory.CloseError, null));
    }

    private Type StaticType() => InputObject!.BaseObject as Type ?? InputObject.BaseObject.GetType();

    private IEnumerable<MemberDefinition> MembersOf(string typeName)
    {
        if (Static) return StaticMembers(typeName);
        return Name.SelectMany(pattern => InputObject!.Members.Match(pattern, MemberType))
            .DistinctBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
            .Where(member => Force || !IsHidden(member))
            .Select(member => new MemberDefinition(typeName, member.Name, member.MemberType, member.ToString()!));
    }

    private IEnumerable<MemberDefinition> StaticMembers(string typeName)
    {
        const System.Reflection.BindingFlags Visible = System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.FlattenHierarchy;
        WildcardPattern[] patterns = Name.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray();
        return StaticType().GetMembers(Visible)
            .Where(member => Force || member is not System.Reflection.MethodInfo { IsSpecialName: true })
            .Where(member => patterns.Any(pattern => pattern.IsMatch(member.Name)))
            .GroupBy(member => member.Name)
            .Select(group => new MemberDefinition(
                typeName, group.Key, group.First() is System.Reflection.MethodInfo ? PSMemberTypes.Method : PSMemberTypes.Property, string.Join(", ", group.Select(member => $"static {member}"))))
            .Where(member => (member.MemberType & MemberType) != 0);
    }

    /// <summary>Accessors and the engine's own member sets are shown only with -Force.</summary>
    private static bool IsHidden(PSMemberInfo member) =>
        member.Name is "pstypenames" or "psadapted" or "psbase" or "psextended" or "psobject"
        || (member.MemberType == PSMemberTypes.Method && (member.Name.StartsWith("get_", StringComparison.Ordinal) || member.Name.StartsWith("set_", StringComparison.Ordinal)));
}
