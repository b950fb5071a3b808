using System.Globalization;
using System.Text;

namespace Chat.Capacity;

/// <summary>The tables, as Markdown.</summary>
public static class Report
{
    private static readonly double[] DailyUsers = [1_000, 100_000, 50_000_000];

    public static string Write()
    {
        var sizes = DailyUsers.Select(users => new Size(users, new Usage())).ToArray();
        var text = new StringBuilder();
        Table(text, "Needed at the busiest moment", sizes,
            ("connections", size => Count(size.PeakConnections)),
            ("Web PubSub units of 1,000 connections, 80 % full", size => Count(size.Units)),
            ("Web PubSub resources of up to a million connections", size => Count(size.Resources)),
            ("function executions a second", size => Count(size.PeakExecutions)),
            ("instances of 2 GB", size => Count(size.PeakInstances)),
            ("broadcast calls a second, over all resources", size => Count(size.PeakBroadcastCalls)),
            ("Cosmos DB RU/s", size => Count(size.PeakRequestUnits)));
        Table(text, "US dollars a month", sizes,
            ("Web PubSub", size => Money(size.WebPubSub)),
            ("Functions", size => Money(size.Functions)),
            ("Cosmos DB, requests (the cheaper of serverless and autoscale)", size => Money(size.Cosmos)),
            ("Cosmos DB, a year of history", size => Money(size.Storage)),
            ("Event Grid", size => Money(size.EventGrid)),
            ("**together**", size => $"**{Money(size.Total)}**"),
            ("for a thousand daily users", size => Money(size.Total / size.DailyUsers * 1_000)));
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, Size[] sizes, params (string Name, Func<Size, string> Value)[] rows)
    {
        text.Append($"| {title} | {string.Join(" | ", sizes.Select(size => $"{Count(size.DailyUsers)} daily users"))} |\n");
        text.Append($"|---|{string.Concat(Enumerable.Repeat("--:|", sizes.Length))}\n");
        foreach (var (name, value) in rows)
        {
            text.Append($"| {name} | {string.Join(" | ", sizes.Select(value))} |\n");
        }

        text.Append('\n');
    }

    private static string Count(double value) => Math.Ceiling(value).ToString("N0", CultureInfo.InvariantCulture);

    private static string Money(double value) =>
        value.ToString(value < 100 ? "N2" : "N0", CultureInfo.InvariantCulture);
}
