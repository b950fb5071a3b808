using System.Diagnostics;
using System.Text.Json;

namespace Chat.Functions.Tests;

/// <summary>Which worker a build of the product is made with.</summary>
public sealed class FlavourTests
{
    private const string RealWorker = "Microsoft.Azure.Functions.Worker";

    [Theory]
    [InlineData("local")]
    [InlineData("local", "-p:Configuration=Release")]
    [InlineData("azure", "-p:_IsPublishing=true")]
    [InlineData("azure", "-p:FunctionsWorker=azure")]
    [InlineData("local", "-p:_IsPublishing=true", "-p:FunctionsWorker=local")]
    public async Task A_publish_takes_the_real_worker_and_everything_else_the_local_one(string flavour, params string[] arguments)
    {
        var project = await EvaluateAsync(arguments);
        var packages = project.GetProperty("Items").GetProperty("PackageReference").EnumerateArray()
            .Select(package => package.GetProperty("Identity").GetString()!).ToList();
        var properties = project.GetProperty("Properties");

        Assert.Equal(flavour, properties.GetProperty("FunctionsWorker").GetString());
        Assert.EndsWith($"packages.{flavour}.lock.json", properties.GetProperty("NuGetLockFilePath").GetString(), StringComparison.Ordinal);
        Assert.Equal(flavour == "azure", packages.Contains(RealWorker));
        Assert.Equal(flavour == "azure", packages.Contains(RealWorker + ".Sdk"));
        Assert.Equal(flavour == "azure", packages.Contains(RealWorker + ".Extensions.Http.AspNetCore"));
        Assert.Equal(flavour == "azure", packages.Contains(RealWorker + ".Extensions.CosmosDB"));
        Assert.Equal(flavour == "azure", packages.Contains(RealWorker + ".Extensions.Timer"));
    }

    private static async Task<JsonElement> EvaluateAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [
            "msbuild", Path.Combine(Repository.Root, "functions", "Chat.Functions.csproj"),
            "-getProperty:FunctionsWorker,NuGetLockFilePath", "-getItem:PackageReference", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        // What a shell or CI exports must not decide the test.
        start.Environment.Remove("FunctionsWorker");
        using var msbuild = Process.Start(start)!;
        var output = await msbuild.StandardOutput.ReadToEndAsync();
        await msbuild.WaitForExitAsync();
        Assert.True(msbuild.ExitCode == 0, output);
        return JsonDocument.Parse(output).RootElement;
    }
}
