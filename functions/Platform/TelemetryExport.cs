using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Chat.Functions.Platform;

/// <summary>Traces, metrics and logs by OpenTelemetry, to Application Insights where there is one.</summary>
public static class TelemetryExport
{
    public const string Setting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    // Names of the sources: the product's own, the worker's invocations, and the Azure SDKs' calls.
    private static readonly string[] Sources = [ChatTelemetry.Name, "Microsoft.Azure.Functions.Worker", "Azure.*"];

    public static void AddChatTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } connectionString)
        {
            return;
        }

        services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(Sources).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(ChatTelemetry.Name))
            .UseAzureMonitorExporter(options =>
            {
                options.ConnectionString = connectionString;
                // Application Insights takes nothing from strangers.
                options.Credential = new DefaultAzureCredential();
            });
    }
}
