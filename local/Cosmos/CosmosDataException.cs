namespace Chat.Local.Cosmos;

/// <summary>The data of earlier runs cannot be used by this emulator; the message says why, as a sentence.</summary>
public sealed class CosmosDataException(string message, Exception? inner = null) : Exception(message, inner);
