using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Local.FunctionsWorker;

/// <summary>Runs functions that no HTTP request starts: through the same middleware, in a scope of their own.</summary>
internal sealed partial class TriggeredRun(
    HostedFunction function, InvocationPipeline pipeline, IServiceProvider services, TimeProvider time, ILogger logger)
{
    private readonly FunctionExecutionDelegate _invoke = pipeline.Around(function.Method.ExecuteAsync);

    /// <summary>Runs the function once, and again as its retry attribute says.</summary>
    /// <returns>Null, or the exception of the last attempt; each is in the log.</returns>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task<Exception?> RunAsync(object trigger, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(trigger, cancellationToken) is not { } failure)
            {
                return null;
            }

            cancellationToken.ThrowIfCancellationRequested();
            LogFailure(function.Name, failure);
            if (function.Retries.DelayBefore(attempt, Random.Shared.NextDouble()) is not { } delay)
            {
                return failure;
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<Exception?> TryAsync(object trigger, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var invocation = new FunctionInvocation(function.Method, scope.ServiceProvider, cancellationToken);
        invocation.Features.Set(new TriggerValue(trigger));
        try
        {
            await _invoke(invocation);
            return null;
        }
#pragma warning disable CA1031 // Whatever a function throws is its own failure and must not end the host.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed.")]
    private partial void LogFailure(string function, Exception error);
}

/// <summary>What the trigger hands to the function, kept among the features of the invocation.</summary>
internal sealed record TriggerValue(object Value)
{
    public static object Of(FunctionContext context) => context.Features.Get<TriggerValue>()!.Value;
}
