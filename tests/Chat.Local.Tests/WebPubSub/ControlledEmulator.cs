using System.Text.Json;
using Chat.Local.Emulation;
using Chat.Local.WebPubSub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>An emulator that tests in another process steer over HTTP.</summary>
internal sealed class ControlledEmulator : IAsyncDisposable
{
    private readonly WebPubSubEmulator _emulator;
    private readonly EmulatorServer _control;

    private ControlledEmulator(WebPubSubEmulator emulator, EmulatorServer control) =>
        (_emulator, _control) = (emulator, control);

    public string ConnectionString => _emulator.ConnectionString;

    public Uri Control => _control.Endpoint;

    public static async Task<ControlledEmulator> StartAsync(TimeSpan recoveryWindow)
    {
        var emulator = await WebPubSubEmulator.StartAsync(
            new WebPubSubEmulatorOptions { AccessKey = TestPubSub.Key, RecoveryWindow = recoveryWindow });
        return new ControlledEmulator(
            emulator,
            await EmulatorServer.StartAsync("control", 0, app => Map(app, emulator)));
    }

    public async ValueTask DisposeAsync()
    {
        await _emulator.DisposeAsync();
        await _control.DisposeAsync();
    }

    private static void Map(WebApplication app, WebPubSubEmulator emulator)
    {
        app.MapPost(
            "/hubs/{hub}",
            async (HttpContext context, string hub) =>
            {
                var handlers = await ReadAsync<Handler[]>(context);
                emulator.ConfigureHub(hub, [.. handlers.Select(handler => new EventHandlerSettings(handler.Url))]);
            });
        app.MapPost("/drop/{user?}", (string? user) => emulator.DropSockets(user));
        app.MapPost("/faults", context => PlanAsync(context, emulator.Faults));
        app.MapPost("/upstream-faults", context => PlanAsync(context, emulator.UpstreamFaults));
        app.MapGet("/requests", () => Results.Json(emulator.Requests.Snapshot()));
        app.MapGet("/upstream", () => Results.Json(emulator.Upstream.Snapshot()));
    }

    private static async Task PlanAsync(HttpContext context, FaultPlan faults)
    {
        var planned = await ReadAsync<Planned>(context);
        faults.Next(planned.Operation, new Fault.Respond(planned.Status), planned.Times);
    }

    private static async Task<T> ReadAsync<T>(HttpContext context) =>
        (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, JsonSerializerOptions.Web))!;

    private sealed record Handler(string Url);

    private sealed record Planned(string Operation, int Status, int Times);
}
