namespace Chat.Local.Cosmos.Http;

/// <summary>The protocol's header names.</summary>
internal static class Headers
{
    public const string PartitionKey = "x-ms-documentdb-partitionkey";
    public const string StartEpk = "x-ms-start-epk";
    public const string EndEpk = "x-ms-end-epk";
    public const string MaxItemCount = "x-ms-max-item-count";
    public const string Continuation = "x-ms-continuation";
    public const string IsQuery = "x-ms-documentdb-isquery";
    public const string IsQueryPlan = "x-ms-cosmos-is-query-plan-request";
    public const string IsBatch = "x-ms-cosmos-is-batch-request";
    public const string IsAtomic = "x-ms-cosmos-batch-atomic";
    public const string IsUpsert = "x-ms-documentdb-is-upsert";
    public const string ChangeFeed = "A-IM";
    public const string IfMatch = "If-Match";
    public const string IfNoneMatch = "If-None-Match";
    public const string IfModifiedSince = "If-Modified-Since";
    public const string Prefer = "Prefer";
    public const string ActivityId = "x-ms-activity-id";
    public const string RequestCharge = "x-ms-request-charge";
    public const string SessionToken = "x-ms-session-token";
    public const string SubStatus = "x-ms-substatus";
    public const string ItemCount = "x-ms-item-count";
    public const string RequiresDistribution = "x-ms-cosmos-query-requiresdistribution";
    public const string ETag = "ETag";
}
