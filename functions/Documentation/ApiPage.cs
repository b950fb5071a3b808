using System.Text.Encodings.Web;
using System.Text.Json;

namespace Chat.Functions.Documentation;

/// <summary>An OpenAPI document as one page of HTML, without a script.</summary>
public static class ApiPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
        nav a { margin-right: 1rem; }
        article { border-top: 1px solid #8884; padding: .5rem 0 1rem; }
        h3 code { font-size: 1rem; }
        table { border-collapse: collapse; width: 100%; }
        td { border-top: 1px solid #8882; padding: .25rem .75rem .25rem 0; vertical-align: top; }
        td:first-child { white-space: nowrap; }
        small { opacity: .7; }
        """;

    public static string Of(JsonElement document)
    {
        var info = document.GetProperty("info");
        var tags = document.GetProperty("tags").EnumerateArray().ToList();
        return $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{Text(info, "title")}</title><style>{Style}</style></head><body>
            <h1>{Text(info, "title")}</h1><p>{Text(info, "summary")} {Text(info, "description")}</p>
            <nav>{string.Concat(tags.Select(tag => $"""<a href="#{Text(tag, "name")}">{Text(tag, "name")}</a>"""))}<a href="#schemas">Schemas</a>
            <a href="openapi.json">openapi.json</a></nav>
            {string.Concat(tags.Select(tag => Section(document, tag)))}
            <h2 id="schemas">Schemas</h2>{string.Concat(Members(document.GetProperty("components").GetProperty("schemas")).Select(Schema))}
            </body></html>
            """;
    }

    private static string Section(JsonElement document, JsonElement tag)
    {
        var name = tag.GetProperty("name").GetString();
        var operations =
            from path in Members(document.GetProperty("paths"))
            from operation in Members(path.Value)
            where operation.Value.GetProperty("tags")[0].ValueEquals(name)
            select Operation(document, path.Name, operation.Name, operation.Value);
        return $"""<h2 id="{Text(tag, "name")}">{Text(tag, "name")}</h2><p>{Text(tag, "description")}</p>{string.Concat(operations)}""";
    }

    private static string Operation(JsonElement document, string path, string method, JsonElement operation)
    {
        var parameters = Items(operation, "parameters").Select(parameter => ApiDescription.Resolve(document, parameter)).Select(parameter =>
            Row($"<code>{Text(parameter, "name")}</code>", $"{Type(parameter.GetProperty("schema"))} {Text(parameter, "description")}"));
        var body = operation.TryGetProperty("requestBody", out var request) ? Row("body", Type(Content(request)!.Value)) : "";
        var answers = Members(operation.GetProperty("responses")).Select(answer => (answer.Name, Value: ApiDescription.Resolve(document, answer.Value)))
            .Select(answer => Row(answer.Name, $"{Text(answer.Value, "description")} {(Content(answer.Value) is { } schema ? Type(schema) : "")}"));
        var open = operation.TryGetProperty("security", out _) ? " <small>without a token</small>" : "";
        return $"""
            <article id="{Text(operation, "operationId")}"><h3><code>{Encode(method.ToUpperInvariant())} {Encode(path)}</code></h3>
            <p>{Text(operation, "summary")}.{open} {Text(operation, "description")}</p>
            <table>{string.Concat(parameters)}{body}{string.Concat(answers)}</table></article>
            """;
    }

    private static string Schema(JsonProperty schema)
    {
        var required = Items(schema.Value, "required").Select(name => name.GetString()).ToHashSet();
        var rows = schema.Value.TryGetProperty("properties", out var properties)
            ? Members(properties).Select(member => Row(
                $"<code>{Encode(member.Name)}</code>{(required.Contains(member.Name) ? "" : " <small>optional</small>")}",
                $"{Type(member.Value)} {Text(member.Value, "description")}"))
            : [Row(Type(schema.Value), "")];
        return $"""
            <article id="schema-{Encode(schema.Name)}"><h3><code>{Encode(schema.Name)}</code></h3><p>{Text(schema.Value, "description")}</p>
            <table>{string.Concat(rows)}</table></article>
            """;
    }

    private static string Type(JsonElement schema) => schema switch
    {
        _ when schema.TryGetProperty("$ref", out var reference) => Link(reference.GetString()!.Split('/')[^1]),
        _ when schema.TryGetProperty("oneOf", out var choices) => string.Join(" or ", choices.EnumerateArray().Select(Type)),
        _ when schema.TryGetProperty("items", out var item) => "array of " + Type(item),
        _ when schema.TryGetProperty("const", out var constant) => $"<code>{Encode(constant.ToString())}</code>",
        _ when schema.TryGetProperty("enum", out var values) =>
            string.Join(" or ", values.EnumerateArray().Select(value => $"<code>{Encode(value.ToString())}</code>")),
        _ when schema.TryGetProperty("properties", out var properties) =>
            "{ " + string.Join(", ", Members(properties).Select(member => $"<code>{Encode(member.Name)}</code>: {Type(member.Value)}")) + " }",
        _ => Encode(schema.TryGetProperty("type", out var type) ? type.ToString() : "any") + Bounds(schema),
    };

    private static string Bounds(JsonElement schema)
    {
        var bounds = Members(schema)
            .Where(member => member.Name is "format" or "pattern" or "minimum" or "maximum" or "minLength" or "maxLength" or "default")
            .Select(member => $"{member.Name} {member.Value}").ToList();
        return bounds is [] ? "" : $" <small>{Encode(string.Join(", ", bounds))}</small>";
    }

    private static string Link(string name) => $"""<a href="#schema-{Encode(name)}">{Encode(name)}</a>""";

    private static string Row(string name, string text) => $"<tr><td>{name}</td><td>{text}</td></tr>";

    private static JsonElement? Content(JsonElement holder) => holder.TryGetProperty("content", out var content)
        ? Members(content).First().Value.GetProperty("schema")
        : null;

    private static JsonElement.ObjectEnumerator Members(JsonElement element) => element.EnumerateObject();

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? Encode(text.GetString()!) : "";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
