using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = TypeNameSet)]
public sealed class AddMemberCommand : PSCmdlet
{
    private const string TypeNameSet = "TypeNameSet";
    private const string MemberSet = "MemberSet";
    private const string OneNote = "NotePropertySingleMemberSet";
    private const string ManyNotes = "NotePropertyMultiMemberSet";

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = MemberSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TypeNameSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = OneNote)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ManyNotes)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = MemberSet)]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = MemberSet)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 2, ParameterSetName = MemberSet)]
    public object? Value { get; set; }

    [Parameter(Position = 3, ParameterSetName = MemberSet)]
    public object? SecondValue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = TypeNameSet)]
    [Parameter(ParameterSetName = MemberSet)]
    [Parameter(ParameterSetName = OneNote)]
    [Parameter(ParameterSetName = ManyNotes)]
    [ValidateNotNullOrEmpty]
    public string? TypeName { get; set; }

    [Parameter(ParameterSetName = MemberSet)]
    [Parameter(ParameterSetName = OneNote)]
    [Parameter(ParameterSetName = ManyNotes)]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OneNote)]
    [ValidateNotNullOrEmpty]
    [MemberName]
    public string NotePropertyName { get; set; } = string.Empty;

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = OneNote)]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ManyNotes)]
    [ValidateNotNullOrEmpty]
    public IDictionary NotePropertyMembers { get; set; } = new Hashtable();

    protected override void ProcessRecord()
    {
        bool added = true;
        foreach (PSMemberInfo member in WantedMembers()) added &= Add(member);
        if (!added && ParameterSetName != ManyNotes) return;
        if (TypeName is not null) InputObject.TypeNames.Insert(0, ResolvedTypeName(TypeName));
        if (PassThru) WriteObject(InputObject);
    }

    private IEnumerable<PSMemberInfo> WantedMembers() => ParameterSetName switch
    {
        OneNote => [new PSNoteProperty(NotePropertyName, NotePropertyValue)],
        ManyNotes => NotePropertyMembers.Cast<DictionaryEntry>().Select(entry => new PSNoteProperty(LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value)),
        MemberSet => [NewMember()],
        _ => [],
    };

    private PSMemberInfo NewMember() => MemberType switch
    {
        PSMemberTypes.NoteProperty => new PSNoteProperty(Name, Value),
        PSMemberTypes.AliasProperty => SecondValue is null
            ? new PSAliasProperty(Name, Converted<string>(Value))
            : new PSAliasProperty(Name, Converted<string>(Value), Converted<Type>(SecondValue)),
        PSMemberTypes.ScriptProperty => new PSScriptProperty(Name, Converted<ScriptBlock>(Value), SecondValue is null ? null : Converted<ScriptBlock>(SecondValue)),
        PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, Converted<ScriptBlock>(Value)),
        PSMemberTypes.PropertySet => new PSPropertySet(Name, Converted<Collection<string>>(Value)),
        PSMemberTypes.MemberSet => Value is null ? new PSMemberSet(Name) : new PSMemberSet(Name, Converted<Collection<PSMemberInfo>>(Value)),
        PSMemberTypes.CodeMethod => new PSCodeMethod(Name, Converted<MethodInfo>(Value)),
        PSMemberTypes.CodeProperty => new PSCodeProperty(Name, Converted<MethodInfo>(Value), SecondValue is null ? null : Converted<MethodInfo>(SecondValue)),
        _ => throw Refuse("CannotAddMemberType", $"Cannot add a member with type \"{MemberType}\". Specify a different type for the MemberTypes parameter."),
    };

    private T Converted<T>(object? value)
    {
        if (value is null) throw Refuse("Value1ShouldNotBeNull", $"The Value parameter should not be null for a member of type \"{MemberType}\". Specify a non-null value for the Value parameter when adding members of this type.");
        return LanguagePrimitives.ConvertTo<T>(value);
    }

    private bool Add(PSMemberInfo member)
    {
        if (InputObject.Members[member.Name] is { } previous)
        {
            if (!Force)
            {
                WriteProblem("MemberAlreadyExists", $"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.");
                return false;
            }

            if (!previous.IsInstance)
            {
                WriteProblem("CannotRemoveTypeDataMember", $"Cannot force the member with name \"{member.Name}\" and type \"{previous.MemberType}\" to be added. A member with that name and type already exists, and the existing member is not an instance extension.");
                return false;
            }

            InputObject.Members.Remove(member.Name);
        }

        InputObject.Members.Add(member);
        return true;
    }

    /// <summary>A name that is a type's, an accelerator's too, stands for the type's full name.</summary>
    private static string ResolvedTypeName(string name) => LanguagePrimitives.TryConvertTo(name, out Type type) ? type.FullName! : name;

    private void WriteProblem(string id, string message) =>
        WriteError(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidOperation, InputObject));

    private InvalidOperationException Refuse(string id, string message)
    {
        var exception = new InvalidOperationException(message);
        ThrowTerminatingError(new ErrorRecord(exception, id, ErrorCategory.InvalidOperation, null));
        return exception;
    }

    /// <summary>`Add-Member NoteProperty x 1` means a member of that type, so a type's name cannot be a note's.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    private sealed class MemberNameAttribute : ValidateArgumentsAttribute
    {
        protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
        {
            if (arguments is not string name || !Enum.TryParse<PSMemberTypes>(name, ignoreCase: true, out _)) return;
            throw EngineAccess.RefusalThatIsNotFinal(
                $"The parameter NotePropertyName cannot take values that could be converted to the type {typeof(PSMemberTypes)}. To define the name of a member with those values, use Add-Member, and specify the member type.");
        }
    }
}
