namespace Chat.Local.WebPubSub.Clients;

internal static class Subprotocols
{
    public const string Json = "json.webpubsub.azure.v1";
    public const string ReliableJson = "json.reliable.webpubsub.azure.v1";

    public static bool IsSupported(string subprotocol) => subprotocol is Json or ReliableJson;

    public static bool IsReliable(string subprotocol) => subprotocol == ReliableJson;
}
