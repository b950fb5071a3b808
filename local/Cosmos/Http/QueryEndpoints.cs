using System.Text;
using Chat.Local.Cosmos.Items;
using Chat.Local.Cosmos.Query;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Http;

/// <summary>Queries, their plans, and the feed of all items.</summary>
internal sealed class QueryEndpoints(ItemService items)
{
    // With exactly one partition key range this plan fits every query: the SDK then sends the text as it is, and
    // order, TOP, OFFSET and aggregates are worked out here.
    private static readonly byte[] Plan = Encoding.UTF8.GetBytes("""
        {"partitionedQueryExecutionInfoVersion":2,
         "queryInfo":{"distinctType":"None","top":null,"offset":null,"limit":null,"orderBy":[],"orderByExpressions":[],
          "groupByExpressions":[],"groupByAliases":[],"aggregates":[],"groupByAliasToAggregateType":{},
          "rewrittenQuery":"","hasSelectValue":false,"hasNonStreamingOrderBy":false},
         "queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}
        """);

    public static async Task<CosmosResponse> PlanAsync(CosmosRequest request)
    {
        // Text that cannot be answered is refused here already, before the SDK builds on the plan.
        QueryParser.Parse(QueryText.Parse(await request.BodyAsync()).Query);
        return new CosmosResponse(200, Plan);
    }

    public async Task<CosmosResponse> RunAsync(CosmosRequest request, Container container) =>
        await AnswerAsync(request, container, QueryText.Parse(await request.BodyAsync()));

    public Task<CosmosResponse> FeedAsync(CosmosRequest request, Container container) =>
        AnswerAsync(request, container, QueryText.Everything);

    private async Task<CosmosResponse> AnswerAsync(CosmosRequest request, Container container, QueryText text)
    {
        var query = new QueryRequest(
            text, request.Scope(container), request.PageSize(), request.Header(Headers.Continuation));
        var (page, lsn) = await items.InSessionAsync(
            container, (session, table) => new QueryRun(session, table, query).Run());
        return CosmosResponse.Feed(container.Rid, "Documents", page.Documents, page.Count) with
        {
            Continuation = page.Continuation,
            // Feeds fail in the SDK without the count.
            ItemCount = page.Count,
            Charge = page.Charge,
            Lsn = lsn,
        };
    }
}
