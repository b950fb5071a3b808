namespace Chat.Local.Tests.Stack;

public sealed class DataDirectoryTests
{
    [Fact]
    public void A_directory_serves_one_stack_at_a_time()
    {
        using var temporary = new TemporaryDirectory();
        using (DataDirectory.Open(temporary.Path))
        {
            var error = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(temporary.Path));
            Assert.Contains("is in use by another running stack", error.Message, StringComparison.Ordinal);
        }

        DataDirectory.Open(temporary.Path).Dispose();
    }

    [Fact]
    public void A_directory_with_other_files_is_not_taken()
    {
        using var temporary = new TemporaryDirectory();
        File.WriteAllText(temporary["keys.json"], "somebody else's");

        var error = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(temporary.Path));

        Assert.Contains("holds files that are not of a local stack", error.Message, StringComparison.Ordinal);
        Assert.Equal(["keys.json"], Directory.EnumerateFiles(temporary.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_lock_file_that_is_not_ours_does_not_make_a_directory_ours()
    {
        using var temporary = new TemporaryDirectory();
        File.WriteAllText(temporary["stack.lock"], "pid 1");

        Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(temporary.Path));

        Assert.Equal("pid 1", File.ReadAllText(temporary["stack.lock"]));
    }

    [Fact]
    public void A_file_is_no_directory()
    {
        using var temporary = new TemporaryDirectory();
        File.WriteAllText(temporary["file"], "");

        var error = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(temporary["file"]));

        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void What_keeps_a_directory_from_use_is_not_taken_for_another_stack()
    {
        using var temporary = new TemporaryDirectory();
        File.CreateSymbolicLink(temporary["stack.lock"], "stack.lock");

        var error = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(temporary.Path));

        Assert.Contains("cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_directory_that_was_there_is_closed_to_others()
    {
        using var temporary = new TemporaryDirectory();
        File.SetUnixFileMode(temporary.Path, (UnixFileMode)0b111_101_101);

        using var data = DataDirectory.Open(temporary.Path);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(temporary.Path));
    }

    [Fact]
    public void Reset_deletes_what_a_stack_wrote_and_nothing_else()
    {
        using var temporary = new TemporaryDirectory();
        using var data = DataDirectory.Open(temporary.Path);
        StackKeys.Of(data);
        string[] written = ["cosmos.db", "cosmos.db-wal", "cosmos.db-shm"];
        foreach (var name in written.Append("notes.txt"))
        {
            File.WriteAllText(temporary[name], "x");
        }

        data.Reset();

        var left = Directory.EnumerateFiles(temporary.Path).Select(Path.GetFileName).Order();
        Assert.Equal(["notes.txt", "stack.lock"], left);
    }

    [Fact]
    public void Keys_are_made_once_and_kept()
    {
        using var temporary = new TemporaryDirectory();
        using var data = DataDirectory.Open(temporary.Path);

        var made = StackKeys.Of(data);

        Assert.Equal(made, StackKeys.Of(data));
        Assert.NotEqual(made.Cosmos, StackKeys.Create().Cosmos);
        Assert.NotEqual(made.WebPubSub, made.WebPubSubSecondary);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Keys_are_readable_by_their_owner_alone()
    {
        using var temporary = new TemporaryDirectory();
        using var data = DataDirectory.Open(temporary["new"]);
        StackKeys.Of(data);

        var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(data.KeysFile));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(data.FullPath));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Cosmos":"KEY","WebPubSub":"KEY","WebPubSubSecondary":"KEY","IdentityPem":"no PEM"}""")]
    [InlineData("""{"Cosmos":"KEY","WebPubSub":"KEY","WebPubSubSecondary":"KEY"}""")]
    [InlineData("""{"Cosmos":"no base64","WebPubSub":"KEY","WebPubSubSecondary":"KEY","IdentityPem":"PEM"}""")]
    [InlineData("""{"Cosmos":"KEY","WebPubSub":"AAAA","WebPubSubSecondary":"KEY","IdentityPem":"PEM"}""")]
    public void Damaged_keys_are_named_with_the_way_out(string content)
    {
        using var temporary = new TemporaryDirectory();
        using var data = DataDirectory.Open(temporary.Path);
        var key = Convert.ToBase64String(new byte[64]);
        File.WriteAllText(data.KeysFile, content.Replace("KEY", key, StringComparison.Ordinal));

        var error = Assert.Throws<DataDirectoryException>(() => StackKeys.Of(data));

        Assert.Contains("--reset", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_cannot_be_kept_are_named()
    {
        using var temporary = new TemporaryDirectory();
        using var data = DataDirectory.Open(temporary.Path);
        Directory.CreateDirectory(data.KeysFile);

        var error = Assert.Throws<DataDirectoryException>(() => StackKeys.Of(data));

        Assert.StartsWith($"{data.KeysFile} cannot be used", error.Message, StringComparison.Ordinal);
    }
}
