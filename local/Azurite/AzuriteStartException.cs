namespace Chat.Local.Azurite;

/// <summary>Azurite could not be started; the message says why, in words for the person at the keyboard.</summary>
public sealed class AzuriteStartException(string message, Exception? inner = null) : Exception(message, inner);
