using System.Text.Json;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Counting the values an indexing policy covers, which is what a write is charged for.</summary>
public sealed class IndexedPathsTests
{
    private static readonly JsonElement Policy = JsonElement.Parse("""
        {"includedPaths":[{"path":"/seq/?"},{"path":"/counts/*"},{"path":"/tags/[]/?"}],
         "excludedPaths":[{"path":"/*"},{"path":"/counts/hidden/?"}]}
        """);

    [Theory]
    [InlineData("""{"seq":1,"text":"x"}""", 1)]
    [InlineData("""{"seq":{"deep":1},"counts":{"a":1,"b":{"c":2},"hidden":3}}""", 2)]
    [InlineData("""{"tags":["a","b"],"text":["a"]}""", 2)]
    [InlineData("{}", 0)]
    public void Covered_values_count_and_others_do_not(string document, int count)
    {
        var paths = new IndexedPaths(new IndexingPolicy(Policy));
        Assert.Equal(count, paths.CountIn(JsonElement.Parse(document)));
        Assert.Equal(count, paths.CountIn(JsonElement.Parse(document)));
    }

    [Fact]
    public void More_names_than_are_remembered_count_the_same()
    {
        var paths = new IndexedPaths(new IndexingPolicy(Policy));
        for (var start = 0; start < 5_000; start += 1_000)
        {
            var names = Enumerable.Range(start, 1_000).ToDictionary(number => $"n{number}", number => number);
            Assert.Equal(1_000, paths.CountIn(JsonSerializer.SerializeToElement(new { counts = names, others = names })));
        }
    }
}
