namespace Chat.Functions.Users;

public static class SearchText
{
    /// <summary>A text as it is compared: without case. By way of capitals, since ς and σ have one capital. What Unicode can write in
    /// several ways stays several: the app runs without the tables that would tell.</summary>
    public static string Of(string text) => text.ToUpperInvariant().ToLowerInvariant();
}
