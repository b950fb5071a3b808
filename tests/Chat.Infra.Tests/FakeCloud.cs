using System.Diagnostics;

namespace Chat.Infra.Tests;

/// <summary>Programs <c>az</c> and <c>azd</c> that keep applications and values in files and note how they were called, for the hooks to
/// run against.</summary>
internal sealed class FakeCloud : IDisposable
{
    // Applications are files named by their id, with the display name in them.
    private const string Az = """
        #!/bin/sh
        printf '%s\n' "az $*" >> "$FAKE/calls"
        case "$*" in
          "account show"*) echo 22222222-2222-2222-2222-222222222222 ;;
          "ad app list --filter displayName eq '"*)
            name=$(printf '%s' "$5" | sed "s/displayName eq '\(.*\)'/\1/")
            for app in "$FAKE"/app-*; do
              [ -e "$app" ] && [ "$(cat "$app")" = "$name" ] && printf '%s\n' "${app##*/app-}"
            done
            exit 0 ;;
          "ad app list --filter appId eq '"*)
            id=$(printf '%s' "$5" | sed "s/appId eq '\(.*\)'/\1/")
            [ ! -e "$FAKE/app-$id" ] || echo "object-$id" ;;
          "ad app create"*)
            id=$(($(ls "$FAKE" | grep -c '^app-') + 100))
            printf '%s' "$5" > "$FAKE/app-$id"
            echo "$id" ;;
          "ad sp show"*) [ -e "$FAKE/sp-$5" ] ;;
          "ad sp create"*) touch "$FAKE/sp-$5" ;;
          "ad app delete"*) rm "$FAKE/app-${5#object-}" ;;
          "functionapp show"*) echo /apps/func-chat ;;
          "functionapp function list"*) cat "$FAKE/functions" ;;
          "rest --method DELETE"* | "rest --method PATCH"* | "ad app update"* | "eventgrid event-subscription create"*) ;;
          *) echo "az: not known: $*" >&2; exit 1 ;;
        esac
        """;

    private const string Azd = """
        #!/bin/sh
        printf '%s\n' "azd $*" >> "$FAKE/calls"
        [ "$1 $2" = "env set" ] && [ $# = 4 ] || exit 1
        printf '%s' "$4" > "$FAKE/env-$3"
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("chat-hooks-").FullName;

    public FakeCloud()
    {
        Write("bin/az", Az);
        Write("bin/azd", Azd);
        Write("functions", "");
        Values["AZURE_ENV_NAME"] = "test";
    }

    /// <summary>The azd environment, as given to hooks, besides what hooks have set.</summary>
    public Dictionary<string, string> Values { get; } = [];

    public IReadOnlyList<string> Calls =>
        File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    public int Applications => Directory.GetFiles(_directory, "app-*").Length;

    /// <summary>What the hooks have set, but for what they have emptied.</summary>
    public IReadOnlyDictionary<string, string> Kept => Directory.GetFiles(_directory, "env-*")
        .Select(file => KeyValuePair.Create(Path.GetFileName(file)["env-".Length..], File.ReadAllText(file)))
        .Where(pair => pair.Value.Length > 0).ToDictionary();

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public async Task RunAsync(string script)
    {
        var start = new ProcessStartInfo("sh", [script]) { RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CHAT_", StringComparison.Ordinal)
            || name.StartsWith("AZURE_", StringComparison.Ordinal) || name.StartsWith("SERVICE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Values.Concat(Kept))
        {
            start.Environment[name] = value;
        }

        start.Environment["FAKE"] = _directory;
        start.Environment["PATH"] = $"{PathOf("bin")}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string PathOf(string name) => Path.Combine(_directory, name);
}
