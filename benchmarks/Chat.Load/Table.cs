using System.Globalization;

namespace Chat.Load;

/// <summary>A table as Markdown, with columns of one width.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>Three digits that count.</summary>
    public static string Number(double value) => value switch
    {
        0 => "0",
        < 10 => value.ToString("0.##", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    public void Add(params string[] row) => _rows.Add(row);

    public void Print(string title, string note)
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        Console.WriteLine($"\n### {title}\n\n{Line(_rows[0], widths)}\n|{string.Join('|', widths.Select(Rule))}|");
        foreach (var row in _rows.Skip(1))
        {
            Console.WriteLine(Line(row, widths));
        }

        Console.WriteLine($"\n{note}");
    }

    private static string Rule(int width, int column) => new string('-', width + (column == 0 ? 2 : 1)) + (column == 0 ? "" : ":");

    private static string Line(string[] row, int[] widths) =>
        "| " + string.Join(" | ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))) + " |";
}
