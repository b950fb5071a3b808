using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Chat.Functions.Tests.Documentation;

/// <summary>A method of a path, as it is described.</summary>
internal sealed record ApiOperation(HttpMethod Method, string Path, JsonObject Description)
{
    private readonly Regex _matches = new($"^{Regex.Replace(Path, @"\{[^}]+\}", "[^/]+")}$");

    public JsonObject Answers => Description["responses"]!.AsObject();

    public bool IsOpen => Description["security"] is not null;

    public bool IsForAdministrators => Description["tags"]![0]!.GetValue<string>() == "Administration";

    public bool HasBody => Description["requestBody"] is not null;

    public bool Matches(string path) => _matches.IsMatch("/" + path);

    /// <summary>With values that are well formed and name nothing.</summary>
    public string Fill() => Regex.Replace(Path[1..], @"\{[^}]+\}", "nobody1");

    public override string ToString() => $"{Method} {Path}";
}
