using System.Text.Json;

namespace Chat.Local.Cosmos.Http;

/// <summary>What the SDK reads first: locations that lead back here, and what it may put into queries.</summary>
internal static class AccountDocument
{
    // Empty or missing, this string makes the SDK fail in a finalizer, which ends the client's process.
    private const string QueryEngine = """
        {"maxSqlQueryInputLength":524288,"maxJoinsPerSqlQuery":5,"maxLogicalAndPerSqlQuery":2000,
         "maxLogicalOrPerSqlQuery":2000,"maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,
         "queryMaxInMemorySortDocumentCount":500,"maxQueryRequestTimeoutFraction":0.9,"sqlAllowNonFiniteNumbers":false,
         "sqlAllowAggregateFunctions":true,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,
         "allowNewKeywords":true,"sqlAllowLike":true,"sqlAllowGroupByClause":true,"sqlAllowTop":true,
         "enableSpatialIndexing":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256}
        """;

    public static byte[] For(string authority) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("_self", "");
        writer.WriteString("id", "local");
        writer.WriteString("_rid", "local");
        writer.WriteString("media", "//media/");
        writer.WriteString("addresses", "//addresses/");
        writer.WriteString("_dbs", "//dbs/");
        Locations(writer, "writableLocations", authority);
        Locations(writer, "readableLocations", authority);
        writer.WriteBoolean("enableMultipleWriteLocations", false);
        writer.WritePropertyName("userReplicationPolicy");
        writer.WriteRawValue("""{"asyncReplication":false,"minReplicaSetSize":1,"maxReplicasetSize":1}""");
        writer.WritePropertyName("systemReplicationPolicy");
        writer.WriteRawValue("""{"minReplicaSetSize":1,"maxReplicasetSize":1}""");
        writer.WritePropertyName("userConsistencyPolicy");
        writer.WriteRawValue("""{"defaultConsistencyLevel":"Strong"}""");
        writer.WritePropertyName("readPolicy");
        writer.WriteRawValue("""{"primaryReadCoefficient":1,"secondaryReadCoefficient":1}""");
        writer.WriteString("queryEngineConfiguration", QueryEngine);
        writer.WriteEndObject();
    });

    private static void Locations(Utf8JsonWriter writer, string name, string authority)
    {
        writer.WriteStartArray(name);
        writer.WriteStartObject();
        writer.WriteString("name", "Local");
        writer.WriteString("databaseAccountEndpoint", $"http://{authority}/");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
