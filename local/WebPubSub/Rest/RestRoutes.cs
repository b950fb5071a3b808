using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>The name under which a route's calls are logged and made to fail.</summary>
internal sealed record Operation(string Name);

/// <summary>Maps calls under <c>/api/hubs/{hub}</c> to what answers them.</summary>
internal sealed class RestRoutes(IEndpointRouteBuilder app, HubRegistry hubs, TimeProvider time)
{
    private const string Prefix = "/api/hubs/{hub}";

    public void Get(string pattern, string operation, Func<RestCall, IResult> answer) =>
        Map("GET", pattern, operation, answer);

    public void Head(string pattern, string operation, Func<RestCall, IResult> answer) =>
        Map("HEAD", pattern, operation, answer);

    public void Put(string pattern, string operation, Func<RestCall, IResult> answer) =>
        Map("PUT", pattern, operation, answer);

    public void Delete(string pattern, string operation, Func<RestCall, IResult> answer) =>
        Map("DELETE", pattern, operation, answer);

    public void Post(string pattern, string operation, Func<RestCall, Task<IResult>> answer) =>
        Map("POST", pattern, operation, answer);

    private void Map(string method, string pattern, string operation, Func<RestCall, IResult> answer) =>
        Map(method, pattern, operation, call => Task.FromResult(answer(call)));

    private void Map(string method, string pattern, string operation, Func<RestCall, Task<IResult>> answer) =>
        app.MapMethods(
                Prefix + pattern,
                [method],
                async context =>
                {
                    var result = await answer(new RestCall(context, hubs, time));
                    await result.ExecuteAsync(context);
                })
            .WithMetadata(new Operation(operation));
}
