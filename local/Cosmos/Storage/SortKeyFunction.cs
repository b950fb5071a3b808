using System.Buffers;
using System.Text;
using System.Text.Json;
using Chat.Local.Cosmos.Keys;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Chat.Local.Cosmos.Storage;

/// <summary>The SQL function <c>sort_key(document, path)</c>. Every index of a container asks it at every write, several for
/// the same path: so it reads the arguments where SQLite has them, where the connection's own way to add functions copies
/// them each time, and remembers the last document's keys.</summary>
internal sealed class SortKeyFunction
{
    private readonly List<KnownPath> _paths = [];
    private readonly ArrayBufferWriter<byte> _document = new();

    public static void AddTo(SqliteConnection connection)
    {
        var function = new SortKeyFunction();
        var status = raw.sqlite3_create_function(
            connection.Handle, "sort_key", 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, function.Call);
        SqliteException.ThrowExceptionForRC(status, connection.Handle);
    }

    private void Call(sqlite3_context context, object state, sqlite3_value[] arguments)
    {
        try
        {
            Remember(raw.sqlite3_value_blob(arguments[0]));
            raw.sqlite3_result_blob(context, KeyAt(raw.sqlite3_value_blob(arguments[1])));
        }
        catch (Exception error) when (error is JsonException or CosmosError or InvalidOperationException)
        {
            // No exception may pass through SQLite's own code.
            raw.sqlite3_result_error(context, error.Message);
        }
    }

    private void Remember(ReadOnlySpan<byte> document)
    {
        if (!document.SequenceEqual(_document.WrittenSpan))
        {
            _document.ResetWrittenCount();
            _document.Write(document);
            _paths.ForEach(known => known.Key = null);
        }
    }

    // Few, and each as often as there are writes: comparing bytes is cheaper than making a text of them.
    private byte[] KeyAt(ReadOnlySpan<byte> path)
    {
        foreach (var known in _paths)
        {
            if (path.SequenceEqual(known.Text))
            {
                return known.Key ??= SortKey.At(_document.WrittenSpan, known.Path);
            }
        }

        var added = new KnownPath(path.ToArray(), JsonPath.Parse(Encoding.UTF8.GetString(path)));
        _paths.Add(added);
        return added.Key = SortKey.At(_document.WrittenSpan, added.Path);
    }

    private sealed class KnownPath(byte[] text, JsonPath path)
    {
        public byte[] Text { get; } = text;

        public JsonPath Path { get; } = path;

        /// <summary>The key in the document of the last call, if it was asked for.</summary>
        public byte[]? Key { get; set; }
    }
}
