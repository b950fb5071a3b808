using System.Reflection;
using Microsoft.Azure.Cosmos;
using Xunit.Sdk;
using Xunit.v3;

namespace Chat.Local.Tests.Cosmos;

/// <summary>How the SDK is set up. The signature is checked in every variant.</summary>
public enum Variant
{
    Default,
    OptimisticDirectExecution,
    DiscoveredEndpoints,
}

/// <summary>Runs a theory once per variant of the SDK's settings.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryVariantAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<Variant>().Select(variant => new TheoryDataRow(variant))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
