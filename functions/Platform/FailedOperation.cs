using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Platform;

/// <summary>The operation for which a transaction was not done.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
public sealed record FailedOperation(int Index, HttpStatusCode Status)
{
    [DoesNotReturn]
    public void Throw() => throw new CosmosException("An operation was refused.", Status, 0, "", 0);

    /// <exception cref="CosmosException">No operation is to blame.</exception>
    public static FailedOperation? Of(TransactionalBatchResponse response)
    {
        if (response.IsSuccessStatusCode)
        {
            return null;
        }

        for (var i = 0; i < response.Count; i++)
        {
            // The others answer 424: they failed for the sake of this one.
            if (response[i] is { IsSuccessStatusCode: false, StatusCode: var status and not HttpStatusCode.FailedDependency }
                && status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)status < 500)
            {
                return new FailedOperation(i, status);
            }
        }

        return response.StatusCode == HttpStatusCode.Conflict
            ? new FailedOperation(0, response.StatusCode)
            : throw new ThrottledOrFailed(response);
    }

    /// <summary>With the delay the database asks for, which a plain exception would not carry.</summary>
    private sealed class ThrottledOrFailed(TransactionalBatchResponse response)
        : CosmosException(response.ErrorMessage, response.StatusCode, 0, response.ActivityId, response.RequestCharge)
    {
        public override TimeSpan? RetryAfter { get; } = response.RetryAfter;
    }
}
