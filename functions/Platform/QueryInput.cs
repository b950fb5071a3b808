namespace Chat.Functions.Platform;

public static class QueryInput
{
    /// <summary>Refuses parameters that are not among <paramref name="names"/>: a misspelt one must not be ignored.</summary>
    public static void Only(IQueryCollection query, params ReadOnlySpan<string> names)
    {
        foreach (var name in query.Keys)
        {
            if (!names.Contains(name))
            {
                throw ChatException.Invalid(ChatError.Quote(name), "This parameter is not known here.");
            }
        }
    }
}
