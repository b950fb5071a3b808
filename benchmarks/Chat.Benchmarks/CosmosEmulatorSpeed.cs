using BenchmarkDotNet.Attributes;

namespace Chat.Benchmarks;

/// <summary>Whether the emulator is fast enough to measure with: a hundred entries one by one, and in one batch.</summary>
public class CosmosEmulatorSpeed : OnEmulators
{
    private const int Entries = 100;

    [Benchmark(Baseline = true, OperationsPerInvoke = Entries, Description = "create")]
    public async Task Create()
    {
        for (var index = 0; index < Entries; index++)
        {
            await Floor.CreateAsync();
        }
    }

    [Benchmark(OperationsPerInvoke = Entries, Description = "create in a batch of 100")]
    public Task CreateTogether() => Floor.CreateTogetherAsync(Entries);

    [Benchmark(Description = "point read")]
    public Task Read() => Floor.ReadMemberAsync();
}
