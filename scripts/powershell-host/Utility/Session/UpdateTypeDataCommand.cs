using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Update, "TypeData", SupportsShouldProcess = true, DefaultParameterSetName = "FileSet")]
public sealed class UpdateTypeDataCommand : PSCmdlet
{
    private const string FileSet = "FileSet";
    private const string DynamicTypeSet = "DynamicTypeSet";
    private const string TypeDataSet = "TypeDataSet";

    [Parameter(Position = 0, ParameterSetName = FileSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "Path")]
    public string[] AppendPath { get; set; } = [];

    [Parameter(ParameterSetName = FileSet)]
    public string[] PrependPath { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DynamicTypeSet)]
    [ValidateNotNullOrEmpty]
    public string TypeName { get; set; } = string.Empty;

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public PSMemberTypes? MemberType { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    [ValidateNotNullOrEmpty]
    public string? MemberName { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public object? Value { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public object? SecondValue { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public string? DefaultDisplayProperty { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public string[]? DefaultDisplayPropertySet { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public string[]? DefaultKeyPropertySet { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public string[]? PropertySerializationSet { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? SerializationDepth { get; set; }

    [Parameter(ParameterSetName = DynamicTypeSet)]
    public string? StringSerializationSource { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TypeDataSet)]
    public TypeData[] TypeData { get; set; } = [];

    [Parameter(ParameterSetName = DynamicTypeSet)]
    [Parameter(ParameterSetName = TypeDataSet)]
    public SwitchParameter Force { get; set; }

    private static InitialSessionState State => Runspace.DefaultRunspace.InitialSessionState;

    protected override void ProcessRecord()
    {
        if (ParameterSetName == FileSet) UpdateFromFiles();
        else if (ParameterSetName == TypeDataSet) foreach (TypeData data in TypeData) Update(data.Copy());
        else Update(NewTypeData());
    }

    private void UpdateFromFiles()
    {
        SessionStateTypeEntry[] known = State.Types.ToArray();
        List<string> first = Ps1XmlFiles.Resolve(this, PrependPath, "TypesPrependPathException");
        List<string> last = Ps1XmlFiles.Resolve(this, AppendPath, "TypesAppendPathException");
        SessionStateTypeEntry[] wanted = [.. Wanted(first), .. known, .. Wanted(last)];
        if (wanted.Length == known.Length) return;
        try
        {
            Load(wanted);
        }
        catch (RuntimeException e)
        {
            Load(known);
            WriteError(new ErrorRecord(e, "TypesXmlUpdateException", ErrorCategory.InvalidOperation, null));
        }
    }

    private void Load(IEnumerable<SessionStateTypeEntry> entries)
    {
        State.Types.Clear();
        State.Types.Add(entries);
        Ps1XmlFiles.ThrowingErrors(State, () => TypeAndFormatAccess.UpdateTypes(State, EngineAccess.ContextOf(this), updateOnly: false));
    }

    private IEnumerable<SessionStateTypeEntry> Wanted(List<string> files) =>
        files.Where(file => ShouldProcess($"FileName: {file}", "Update TypeData")).Select(file => new SessionStateTypeEntry(file));

    private TypeData NewTypeData()
    {
        var data = new TypeData(LanguagePrimitives.TryConvertTo(TypeName, out Type type) ? type.FullName : TypeName);
        if (NewMember() is { } member) data.Members.Add(member.Name, member);
        if (DefaultDisplayProperty is not null) data.DefaultDisplayProperty = DefaultDisplayProperty;
        if (DefaultDisplayPropertySet is not null) data.DefaultDisplayPropertySet = new PropertySetData(DefaultDisplayPropertySet);
        if (DefaultKeyPropertySet is not null) data.DefaultKeyPropertySet = new PropertySetData(DefaultKeyPropertySet);
        if (PropertySerializationSet is not null) data.PropertySerializationSet = new PropertySetData(PropertySerializationSet);
        if (SerializationDepth is { } depth) data.SerializationDepth = (uint)depth;
        if (StringSerializationSource is not null) data.StringSerializationSource = StringSerializationSource;
        return data;
    }

    private TypeMemberData? NewMember()
    {
        if (MemberType is null)
        {
            if (MemberName is not null || Value is not null) Refuse("MemberTypeIsMissing", "The MemberName, Value, and SecondValue parameters cannot be specified without the MemberType parameter.");
            return null;
        }

        if (MemberName is null) Refuse("MemberNameShouldBeSpecified", $"The MemberName parameter is required for the type \"{MemberType}\". Please specify the MemberName parameter.");
        switch (MemberType)
        {
            case PSMemberTypes.NoteProperty: return new NotePropertyData(MemberName, Value);
            case PSMemberTypes.AliasProperty: return new AliasPropertyData(MemberName, LanguagePrimitives.ConvertTo<string>(Value));
            case PSMemberTypes.ScriptProperty: return new ScriptPropertyData(MemberName, ScriptOf(Value), ScriptOf(SecondValue));
            case PSMemberTypes.ScriptMethod: return new ScriptMethodData(MemberName, ScriptOf(Value));
            default:
                Refuse("CannotUpdateMemberType", $"Cannot update a member with type \"{MemberType}\". Specify a different type for the MemberType parameter.");
                return null;
        }
    }

    private static ScriptBlock? ScriptOf(object? value) => value is null ? null : LanguagePrimitives.ConvertTo<ScriptBlock>(value);

    private void Update(TypeData data)
    {
        bool isEmpty = data.Members.Count == 0 && data.DefaultDisplayProperty is null && data.DefaultDisplayPropertySet is null
            && data.DefaultKeyPropertySet is null && data.PropertySerializationSet is null && data.StringSerializationSource is null;
        if (isEmpty)
        {
            var nothing = new InvalidOperationException($"No member is specified for the update on type \"{data.TypeName}\".");
            WriteError(new ErrorRecord(nothing, "TypeDataEmpty", ErrorCategory.InvalidOperation, null));
            return;
        }

        data.IsOverride = Force;
        if (!ShouldProcess($"Type to update: {data.TypeName}", "Update TypeData")) return;
        try
        {
            TypeAndFormatAccess.TypeTableOf(EngineAccess.ContextOf(this)).AddType(data);
            State.Types.Add(new SessionStateTypeEntry(data, isRemove: false));
        }
        catch (RuntimeException e)
        {
            WriteError(new ErrorRecord(e, "TypesDynamicUpdateException", ErrorCategory.InvalidOperation, null));
        }
    }

    private void Refuse(string id, string message) =>
        ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(message), id, ErrorCategory.InvalidOperation, null));
}
