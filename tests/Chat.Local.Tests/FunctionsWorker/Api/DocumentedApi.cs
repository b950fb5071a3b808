namespace Chat.Local.Tests.FunctionsWorker.Api;

/// <summary>The table of docs/worker-api.md: namespace, type, declaration, package; a row per declaration.</summary>
internal static class DocumentedApi
{
    public static string Path { get; } = System.IO.Path.Combine(Root(), "docs", "worker-api.md");

    public static IReadOnlyList<(ApiEntry Entry, string Package)> Read() =>
    [
        .. from line in File.ReadLines(Path)
           where line.StartsWith("| `Microsoft.", StringComparison.Ordinal)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           select (new ApiEntry($"{Code(cells[1])}.{Code(cells[2])}", Code(cells[3])), cells[4]),
    ];

    private static string Code(string cell) => cell.Trim('`');

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Chat.Functions.sln")))
        {
            folder = Directory.GetParent(folder)?.FullName
                ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
