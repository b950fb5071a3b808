using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>CORS as the Functions host does it: by a setting, before any function is looked for.</summary>
internal static class HostCors
{
    /// <summary>Permits the origins of <c>Host:CORS</c> (comma-separated, or <c>*</c>). Without the setting nothing is
    /// answered here. An OPTIONS without <c>Access-Control-Request-Method</c> always reaches the functions.</summary>
    public static void UseHostCors(this IApplicationBuilder app, IConfiguration configuration)
    {
        var origins = (configuration["Host:CORS"] ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(origin => origin.TrimEnd('/'))
            .ToArray();
        if (origins.Length == 0)
        {
            return;
        }

        app.UseCors(policy =>
        {
            policy.AllowAnyHeader().AllowAnyMethod();
            _ = origins.Contains("*") ? policy.AllowAnyOrigin() : policy.WithOrigins(origins);
        });
    }
}
