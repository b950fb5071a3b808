using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Chat.Local.Tests.FunctionsWorker.Api;

public sealed partial class WorkerApiTests
{
    private static readonly Assembly _worker = typeof(FunctionContext).Assembly;

    [Fact]
    public void The_table_and_the_subset_declare_the_same()
    {
        var declared = ApiSurface.Of(_worker).Select(entry => entry.ToString()).Order(StringComparer.Ordinal).ToList();
        var documented = DocumentedApi.Read()
            .Select(row => row.Entry.ToString()).Order(StringComparer.Ordinal).ToList();

        Assert.Empty(declared.Except(documented));
        Assert.Empty(documented.Except(declared));
        Assert.Equal(declared.Count, documented.Count);
    }

    [Fact]
    public void Every_row_names_the_package_that_has_the_real_declaration() =>
        Assert.All(DocumentedApi.Read(), row =>
            Assert.Matches(@"^`Microsoft\.Azure\.Functions\.Worker(\.[A-Za-z.]+)?`$", row.Package));

    [Fact]
    public void The_product_uses_nothing_of_the_worker_but_what_the_table_lists()
    {
        var product = Path.Combine(AppContext.BaseDirectory, "Chat.Functions.dll");
        using var used = new UsedApi(product, _worker.GetName().Name!);

        Assert.Empty(used.Types().Except(DocumentedTypes()));
        Assert.Empty(used.Members().Except(DocumentedMembers()));
    }

    [Fact]
    public void What_the_table_does_not_list_is_found_in_compiled_code()
    {
        // This assembly uses the local-only API too: the reader has to see that, and the listed API beside it.
        using var used = new UsedApi(typeof(WorkerApiTests).Assembly.Location, _worker.GetName().Name!);

        Assert.Contains("Chat.Local.FunctionsWorker.FunctionCatalog", used.Types().Except(DocumentedTypes()));
        Assert.Contains(
            new UsedMember("Chat.Local.FunctionsWorker.FunctionCatalog", "get_Functions"),
            used.Members().Except(DocumentedMembers()));
        Assert.Contains(
            new UsedMember("Microsoft.Azure.Functions.Worker.InvocationResult`1", "set_Value"),
            used.Members().Intersect(DocumentedMembers()));
        Assert.Contains(
            new UsedMember("Microsoft.Azure.Functions.Worker.HttpTriggerAttribute", ".ctor"),
            used.Members().Intersect(DocumentedMembers()));
        Assert.Contains(
            new UsedMember("Microsoft.Azure.Functions.Worker.Middleware.FunctionExecutionDelegate", "Invoke"),
            used.Members().Intersect(DocumentedMembers()));
    }

    private static IEnumerable<string> DocumentedTypes() =>
        DocumentedApi.Read().Select(row => MetadataName(row.Entry.Type)).Distinct();

    private static IEnumerable<UsedMember> DocumentedMembers() =>
        from row in DocumentedApi.Read()
        from name in MemberNames(row.Entry)
        select new UsedMember(MetadataName(row.Entry.Type), name);

    private static IEnumerable<string> MemberNames(ApiEntry entry)
    {
        if (entry.Signature.StartsWith("public delegate ", StringComparison.Ordinal))
        {
            return [".ctor", "Invoke"];
        }

        if (PropertyForm().Match(entry.Signature) is { Success: true } property)
        {
            return property.Groups["accessor"].Captures.Select(each => $"{each.Value}_{property.Groups["name"].Value}");
        }

        if (MethodForm().Match(entry.Signature) is not { Success: true } method)
        {
            return [];
        }

        var name = method.Groups["name"].Value;
        return [entry.Type.Split('<')[0].EndsWith($".{name}", StringComparison.Ordinal) ? ".ctor" : name];
    }

    private static string MetadataName(string type) =>
        type.Split('<') is [var name, var arguments] ? $"{name}`{arguments.Split(',').Length}" : type;

    [GeneratedRegex(@"(?<name>\w+) \{ ((?<accessor>get|set); ?)+\}$")]
    private static partial Regex PropertyForm();

    [GeneratedRegex(@"^[^(]*?(?<name>\w+)(<\w+>)?\(")]
    private static partial Regex MethodForm();
}
