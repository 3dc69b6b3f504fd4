using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace EflowNetDiag.PowerShellHost;

/// <summary>The session's views as the engine holds them; its database has no public form but the one built here.</summary>
internal static class FormatDatabase
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>One entry for each set of types that share views, in the order in which they were loaded.</summary>
    internal static IEnumerable<ExtendedTypeDefinition> Definitions(PSCmdlet command)
    {
        object database = Read(Read(EngineAccess.ContextOf(command), "FormatDBManager"), "Database");
        Dictionary<string, string[]> groups = Groups(database);
        return Views(database)
            .Where(view => !(bool)Read(view, "isHelpFormatter"))
            .GroupBy(view => string.Join('\n', TypeNames(view, groups)), StringComparer.OrdinalIgnoreCase)
            .Select(group => NewDefinition(group.Key.Split('\n'), group));
    }

    private static IEnumerable<object> Views(object database) => ((IEnumerable)Read(Read(database, "viewDefinitionsSection"), "viewDefinitionList")).Cast<object>();

    /// <summary>Selection sets: the first of a name counts.</summary>
    private static Dictionary<string, string[]> Groups(object database) =>
        ((IEnumerable)Read(Read(database, "typeGroupSection"), "typeGroupDefinitionList")).Cast<object>()
            .GroupBy(group => (string)Read(group, "name"))
            .ToDictionary(same => same.Key, same => ((IEnumerable)Read(same.First(), "typeReferenceList")).Cast<object>().Select(type => (string)Read(type, "name")).ToArray());

    private static IEnumerable<string> TypeNames(object view, Dictionary<string, string[]> groups)
    {
        foreach (object reference in (IEnumerable)Read(Read(view, "appliesTo"), "referenceList"))
        {
            string name = (string)Read(reference, "name");
            string[] names = reference.GetType().Name == "TypeGroupReference" ? groups.GetValueOrDefault(name, []) : [name];
            foreach (string type in names) yield return type;
        }
    }

    private static ExtendedTypeDefinition NewDefinition(string[] types, IEnumerable<object> views)
    {
        var definition = new ExtendedTypeDefinition(types[0], views.Select(view => new FormatViewDefinition((string)Read(view, "name"), NewControl(view))));
        foreach (string type in types.Skip(1)) definition.TypeNames.Add(type);
        return definition;
    }

    private static PSControl NewControl(object view)
    {
        object body = Read(view, "mainControl");
        Type control = body.GetType().Name switch
        {
            "TableControlBody" => typeof(TableControl),
            "ListControlBody" => typeof(ListControl),
            "WideControlBody" => typeof(WideControl),
            _ => typeof(CustomControl),
        };
        return (PSControl)Activator.CreateInstance(control, Hidden, binder: null, [body, view], culture: null)!;
    }

    private static object Read(object target, string member)
    {
        Type type = target.GetType();
        return (type.GetProperty(member, Hidden)?.GetValue(target) ?? type.GetField(member, Hidden)?.GetValue(target))
            ?? throw new MissingMemberException(type.FullName, member);
    }
}
