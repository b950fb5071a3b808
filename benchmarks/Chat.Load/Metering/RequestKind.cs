using System.Globalization;
using System.Net;

namespace Chat.Load.Metering;

/// <summary>Tells by a request's path and headers what it was.</summary>
internal static class RequestKind
{
    public static ServiceRequests Of(HttpRequestMessage request, HttpResponseMessage response)
    {
        var path = request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return path switch
        {
            ["api", "hubs", ..] => new ServiceRequests { Calls = 1 },
            ["dbs", _, "colls", var container, "docs", ..] =>
                OfItems(request, container, path.Length > 5, IsConflict(request, response)) with { Charge = Charge(response) },
            // The account, the containers: asked once in an instance's life, and by nothing that a message does.
            _ => new ServiceRequests(),
        };
    }

    private static ServiceRequests OfItems(
        HttpRequestMessage request, string container, bool isOne, bool isConflict) => request.Method.Method switch
    {
        "GET" when isOne && container == "channels" => new ServiceRequests { MemberReads = 1 },
        "GET" when isOne && container == "messages" => new ServiceRequests { EntryReads = 1 },
        "POST" when Has(request, "x-ms-documentdb-isquery") || Has(request, "x-ms-documentdb-query") =>
            new ServiceRequests { Queries = 1 },
        "POST" or "PATCH" or "PUT" or "DELETE" when container == "messages" =>
            new ServiceRequests { Writes = 1, Conflicts = isConflict ? 1 : 0 },
        _ => new ServiceRequests { Others = 1 },
    };

    // A batch that wrote nothing answers 207: the reason stands with the operation.
    private static bool IsConflict(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.Conflict
        || (response.StatusCode == HttpStatusCode.MultiStatus && Has(request, "x-ms-cosmos-is-batch-request"));

    private static bool Has(HttpRequestMessage request, string header) =>
        request.Headers.TryGetValues(header, out var values)
        && values.Any(value => value.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static double Charge(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-ms-request-charge", out var values)
            ? double.Parse(values.First(), CultureInfo.InvariantCulture)
            : 0;
}
