namespace Chat.Local.Tests.WebPubSub;

/// <summary>How long a test waits for what is to come. A minute, because other tests may have all cores: only a test
/// that fails waits that long.</summary>
internal static class Patience
{
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(1);
}
