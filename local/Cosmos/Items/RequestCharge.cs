using System.Text.Json;
using Chat.Local.Cosmos.Storage;

namespace Chat.Local.Cosmos.Items;

/// <summary>Estimated request units; the rule and its source stand in docs/cosmos-emulator.md.</summary>
internal static class RequestCharge
{
    public const double Miss = 1;
    public const double Query = 2.3;
    private const double IndexedProperty = 0.15;
    private const double QueriedItem = 0.05;

    // Microsoft's table of request units by document size in KB: reads and writes.
    private static readonly (double Kilobytes, double Read, double Write)[] Published =
    [
        (1, 1.00, 4.95), (2, 1.04, 6.29), (4, 1.14, 6.67), (8, 1.33, 7.04), (16, 1.67, 9.52), (32, 2.19, 11.23),
        (64, 4.76, 22.67), (128, 9.95, 48.19), (256, 20.28, 98.29), (512, 40.95, 184.57), (1024, 145.90, 625.00),
        (2048, 291.80, 1250.00),
    ];

    public static double OfRead(int bytes) => Interpolate(bytes, row => row.Read);

    public static double OfDelete(int bytes) => Interpolate(bytes, row => row.Write);

    public static double OfWrite(Container container, JsonElement document, int bytes) =>
        Interpolate(bytes, row => row.Write) + (IndexedProperty * container.IndexedPaths.CountIn(document));

    /// <summary>Every item looked at counts, not only those returned: a scan must look as dear as it is.</summary>
    public static double OfQuery(int itemsRead, long bytesReturned) =>
        Query + (QueriedItem * itemsRead) + Math.Max(0, OfRead((int)Math.Min(bytesReturned, int.MaxValue)) - 1);

    private static double Interpolate(int bytes, Func<(double Kilobytes, double Read, double Write), double> column)
    {
        var kilobytes = Math.Max(1, bytes / 1024.0);
        var upper = Array.FindIndex(Published, row => row.Kilobytes >= kilobytes);
        if (upper == 0)
        {
            return column(Published[0]);
        }

        var (low, high) = upper < 0 ? (Published[^2], Published[^1]) : (Published[upper - 1], Published[upper]);
        var part = (kilobytes - low.Kilobytes) / (high.Kilobytes - low.Kilobytes);
        return column(low) + (part * (column(high) - column(low)));
    }
}
