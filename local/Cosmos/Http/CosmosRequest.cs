using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Query;
using Chat.Local.Cosmos.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Chat.Local.Cosmos.Http;

/// <summary>A request as the protocol sees it.</summary>
internal sealed class CosmosRequest(HttpContext context)
{
    private const int DefaultPageSize = 1000;

    /// <summary>Read once: the log asks for the operation's name before the dispatcher serves it.</summary>
    public static CosmosRequest Of(HttpContext context)
    {
        if (context.Features.Get<CosmosRequest>() is not { } request)
        {
            context.Features.Set(request = new CosmosRequest(context));
        }

        return request;
    }

    public string Method { get; } = context.Request.Method;

    /// <summary>Split before decoding: an id may hold any encoded character.</summary>
    public IReadOnlyList<string> Segments { get; } = Split(context.Features.Get<IHttpRequestFeature>()!.RawTarget);

    public string Authority => context.Request.Host.Value ?? "127.0.0.1";

    public string? Header(string name) =>
        context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Flags come as True, true or not at all.</summary>
    public bool Is(string header) => string.Equals(Header(header), "true", StringComparison.OrdinalIgnoreCase);

    public async Task<ReadOnlyMemory<byte>> BodyAsync()
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    /// <summary>The place on the ring of the full key that a point operation must carry.</summary>
    public string RequireKey(Container container)
    {
        var header = Header(Headers.PartitionKey)
            ?? throw CosmosError.BadRequest("The partition key header is missing.");
        return FullKey(container, header);
    }

    public static string FullKey(Container container, string header)
    {
        var components = PartitionKeyHeader.Parse(header);
        return components.Count == container.KeyPaths.Count
            ? EffectivePartitionKey.Of(components)
            : throw CosmosError.BadRequest(
                $"The partition key has {components.Count} values, but the container's has {container.KeyPaths.Count}.",
                1001);
    }

    /// <summary>The part of the container a query or feed asks for.</summary>
    public PartitionScope Scope(Container container)
    {
        if (Header(Headers.PartitionKey) is { } header)
        {
            var components = PartitionKeyHeader.Parse(header);
            return components.Count <= container.KeyPaths.Count && components.Count > 0
                ? PartitionScope.Key(EffectivePartitionKey.Of(components), container.KeyPaths.Count)
                : throw CosmosError.BadRequest("The partition key has more values than the container's.", 1001);
        }

        return Header(Headers.StartEpk) is { } start && Header(Headers.EndEpk) is { } end
            ? PartitionScope.Range(start, end, container.KeyPaths.Count)
            : PartitionScope.Everything;
    }

    public int PageSize() =>
        int.TryParse(Header(Headers.MaxItemCount), out var size) && size > 0 ? size : DefaultPageSize;

    private static string[] Split(string target)
    {
        var path = target.Split('?')[0].Trim('/');
        return path.Length == 0 ? [] : [.. path.Split('/').Select(Uri.UnescapeDataString)];
    }
}
