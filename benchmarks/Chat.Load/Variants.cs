using Chat.Load.Instances;

namespace Chat.Load;

/// <summary>What is compared: two ways to send a message through an instance.</summary>
internal static class Variants
{
    public const string Baseline = "one-at-a-time";
    public const string Product = "product";

    public static Func<OutgoingMessage, Task<long>> Of(string variant, Instance instance) => variant switch
    {
        Baseline => new OneAtATime(instance).SendAsync,
        Product => instance.SendAsync,
        _ => throw new FormatException($"There is no variant '{variant}'."),
    };
}
