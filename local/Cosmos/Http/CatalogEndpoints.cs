using System.Globalization;
using System.Text;
using System.Text.Json;
using Chat.Local.Cosmos.Query;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Http;

/// <summary>Databases, containers and the one partition key range each container has.</summary>
internal sealed class CatalogEndpoints(Catalog catalog)
{
    private const string RangesETag = "\"1\"";

    private static readonly byte[] Range = Encoding.UTF8.GetBytes("""
        {"_rid":"","id":"0","_etag":"\"1\"","minInclusive":"","maxExclusive":"FF","ridPrefix":0,"_self":"",
         "throughputFraction":1,"status":"online","parents":[],"_ts":0}
        """);

    public async Task<CosmosResponse> AnswerAsync(CosmosRequest request) => (request.Method, request.Segments) switch
    {
        ("GET", [_]) => Databases(QueryText.Everything),
        ("POST", [_]) when request.Is(Headers.IsQuery) => Databases(QueryText.Parse(await request.BodyAsync())),
        ("POST", [_]) => Created(Resource(
            catalog.CreateDatabase(ItemId.Check(Json.ParseBody(await request.BodyAsync()))))),
        ("GET", [_, var id]) => Found(Resource(catalog.Require(id))),
        ("DELETE", [_, var id]) => DeleteDatabase(id),
        ("GET", [_, var id, _]) => Containers(id, QueryText.Everything),
        ("POST", [_, var id, _]) when request.Is(Headers.IsQuery) =>
            Containers(id, QueryText.Parse(await request.BodyAsync())),
        ("POST", [_, var id, _]) => Created(ContainerDefinition.Resource(
            catalog.CreateContainer(catalog.Require(id), Json.ParseBody(await request.BodyAsync())))),
        ("GET", [_, var id, _, var name]) => Found(ContainerDefinition.Resource(catalog.Require(id, name))),
        ("PUT", [_, var id, _, var name]) => Found(ContainerDefinition.Resource(catalog.ReplaceContainer(
            catalog.Require(id), catalog.Require(id, name), Json.ParseBody(await request.BodyAsync())))),
        ("DELETE", [_, var id, _, var name]) => DeleteContainer(id, name),
        ("GET", [_, var id, _, var name, _]) => Ranges(request, catalog.Require(id, name)),
        _ => throw CosmosError.NotImplemented(
            $"This emulator does not implement {request.Method} /{string.Join('/', request.Segments)}."),
    };

    private static CosmosResponse Created(byte[] resource) => Found(resource) with { Status = 201 };

    private static CosmosResponse Found(byte[] resource) => new(200, resource)
    {
        ETag = JsonElement.Parse(resource).GetProperty("_etag").GetString(),
        Charge = Items.RequestCharge.Miss,
    };

    private CosmosResponse DeleteDatabase(string id)
    {
        catalog.DeleteDatabase(catalog.Require(id));
        return new CosmosResponse(204);
    }

    private CosmosResponse DeleteContainer(string database, string id)
    {
        catalog.DeleteContainer(catalog.Require(database, id));
        return new CosmosResponse(204);
    }

    private CosmosResponse Databases(QueryText query) =>
        List("", "Databases", catalog.Databases().Select(Resource), query);

    private CosmosResponse Containers(string database, QueryText query)
    {
        var owner = catalog.Require(database);
        var resources = catalog.Containers(owner).Select(ContainerDefinition.Resource);
        return List(owner.Rid, "DocumentCollections", resources, query);
    }

    // The few databases and containers are filtered in memory and fit one page.
    private static CosmosResponse List(string rid, string name, IEnumerable<byte[]> resources, QueryText text)
    {
        var query = QueryParser.Parse(text.Query);
        if (query is not { Order: [], Offset: null, Limit: null, Aggregates: [], Projection: null or Root })
        {
            throw QueryError.Unsupported("anything but SELECT * and WHERE over databases and containers");
        }

        var page = new PageWriter(int.MaxValue);
        foreach (var resource in resources)
        {
            var row = new Row(JsonElement.Parse(resource), text.Parameters);
            if (query.Where is null || Values.IsTrue(query.Where.Evaluate(row)))
            {
                page.Add(resource);
            }
        }

        return CosmosResponse.Feed(rid, name, page.ToArray(), page.Count) with { ItemCount = page.Count };
    }

    // Without the etag, and the 304 that answers it, the SDK asks forever.
    private static CosmosResponse Ranges(CosmosRequest request, Container container) =>
        request.Header(Headers.IfNoneMatch) == RangesETag
            ? new CosmosResponse(304) { ETag = RangesETag, ItemCount = 0 }
            : CosmosResponse.Feed(container.Rid, "PartitionKeyRanges", Range, 1) with
            {
                ETag = RangesETag,
                ItemCount = 1,
            };

    private static byte[] Resource(Database database) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", database.Id);
        writer.WriteString("_rid", database.Rid);
        writer.WriteString("_self", $"dbs/{database.Rid}/");
        writer.WriteString("_etag", "\"" + database.Number.ToString("x8", CultureInfo.InvariantCulture) + "\"");
        writer.WriteString("_colls", "colls/");
        writer.WriteString("_users", "users/");
        writer.WriteNumber("_ts", database.TimestampSeconds);
        writer.WriteEndObject();
    });
}
