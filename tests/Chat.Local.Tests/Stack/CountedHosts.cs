using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local.Tests.Stack;

/// <summary>Sees the requests of each functions host of a stack, by the number of the host.</summary>
internal sealed class CountedHosts
{
    private readonly List<CountedHost> _hosts = [];

    /// <summary>Runs before each request is served.</summary>
    public Func<HttpContext, RequestDelegate, Task> Serve { get; set; } = static (context, next) => next(context);

    public Action<IServiceCollection> Configure => services =>
    {
        _hosts.Add(new CountedHost(this));
        services.AddSingleton<IStartupFilter>(_hosts[^1]);
    };

    /// <summary>How many requests below a path each host has seen.</summary>
    public IEnumerable<int> Below(string path) =>
        _hosts.Select(host => host.Paths.Count(each => each.StartsWith(path, StringComparison.Ordinal)));

    private sealed class CountedHost(CountedHosts all) : IStartupFilter
    {
        public ConcurrentQueue<string> Paths { get; } = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate rest) =>
            {
                Paths.Enqueue(context.Request.Path.Value!);
                return all.Serve(context, rest);
            });
            next(app);
        };
    }
}
