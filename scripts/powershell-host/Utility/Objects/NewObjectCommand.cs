using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>Without -ComObject, as on every system but Windows.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object[]? ArgumentList { get; set; }

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        Type type = FindType();
        object created = Create(type);
        WriteObject(Property is null ? created : WithProperties(created, Property));
    }

    private Type FindType()
    {
        try
        {
            return LanguagePrimitives.ConvertTo<Type>(TypeName);
        }
        catch (PSInvalidCastException)
        {
            var exception = new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded.", nameof(TypeName));
            ThrowTerminatingError(new ErrorRecord(exception, "TypeNotFound", ErrorCategory.InvalidType, null));
            throw;
        }
    }

    private object Create(Type type)
    {
        object[] arguments = ArgumentList ?? [];
        if (arguments.Length == 0 && type.IsValueType) return Activator.CreateInstance(type)!;
        ConstructorInfo[] constructors = arguments.Length > 0 ? type.GetConstructors() : type.GetConstructor(Type.EmptyTypes) is { } plain ? [plain] : [];
        if (constructors.Length == 0)
        {
            var exception = new PSArgumentException($"A constructor was not found. Cannot find an appropriate constructor for type {TypeName}.", nameof(TypeName));
            ThrowTerminatingError(new ErrorRecord(exception, "CannotFindAppropriateCtor", ErrorCategory.ObjectNotFound, null));
        }

        try
        {
            return ConstructorAccess.Invoke(type, constructors, arguments);
        }
        catch (MethodException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation, null));
            throw;
        }
    }

    private object WithProperties(object created, IDictionary properties)
    {
        PSObject target = PSObject.AsPSObject(created);
        foreach (DictionaryEntry entry in properties)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (target.BaseObject is PSCustomObject) target.Properties.Add(new PSNoteProperty(name, entry.Value));
            else Set(target, name, entry.Value);
        }

        return created;
    }

    private void Set(PSObject target, string name, object? value)
    {
        PSPropertyInfo? property = target.Properties[name];
        if (property is null)
        {
            var exception = new InvalidOperationException(string.Create(CultureInfo.CurrentCulture, $"The member \"{name}\" was not found for the specified .NET object."));
            ThrowTerminatingError(new ErrorRecord(exception, "InvalidOperationException", ErrorCategory.InvalidOperation, null));
            return;
        }

        try
        {
            property.Value = value;
        }
        catch (SetValueException e)
        {
            var exception = new InvalidOperationException("The value supplied is not valid, or the property is read-only. Change the value, and then try again.", e);
            ThrowTerminatingError(new ErrorRecord(exception, "SetValueException", ErrorCategory.InvalidData, null));
        }
    }
}
