namespace Chat.Infra.Tests;

/// <summary>A copy of <c>infra/</c> that a test may spoil.</summary>
internal sealed class Template : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-infra-");

    public Template()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Infra, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Root, Path.GetRelativePath(Repository.Infra, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root => _directory.FullName;

    /// <summary>Replaces the one place where <paramref name="before"/> stands.</summary>
    public void Change(string file, string before, string after)
    {
        var path = Path.Combine(Root, file);
        var text = File.ReadAllText(path);
        Assert.Equal(2, text.Split(before).Length);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>What the default parameters make of it.</summary>
    public async Task<Snapshot> ExpandAsync() => Snapshot.Parse(await Bicep.SnapshotAsync(Path.Combine(Root, "main.bicepparam")));

    public void Dispose() => _directory.Delete(recursive: true);
}
