using System.Runtime.CompilerServices;

namespace Chat.Local.Tests.Cosmos;

internal static class EnvironmentSetUp
{
    // Otherwise every new client process asks the Azure metadata address, which is not there.
    [ModuleInitializer]
    internal static void DisableMetadataLookups() =>
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
}
