using System.Text.Json;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Messages;

public sealed class DraftInputTests
{
    private static readonly ChatLimits Limits = new();

    [Theory]
    [InlineData("channelId", """{"clientId":"1","after":0,"text":"hi"}""")]
    [InlineData("clientId", """{"channelId":"c","after":0,"text":"hi"}""")]
    [InlineData("clientId", """{"channelId":"c","clientId":"","after":0,"text":"hi"}""")]
    [InlineData("after", """{"channelId":"c","clientId":"1","text":"hi"}""")]
    [InlineData("after", """{"channelId":"c","clientId":"1","after":-1,"text":"hi"}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0,"text":""}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0,"text":" \n"}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0,"text":"\u200b \u2060\u0007"}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0,"text":["hi"]}""")]
    [InlineData("senderId", """{"channelId":"c","clientId":"1","after":0,"text":"hi","senderId":"eve"}""")]
    [InlineData("format", """{"channelId":"c","clientId":"1","after":0,"text":"hi","format":"html"}""")]
    [InlineData("format", """{"channelId":"c","clientId":"1","after":0,"text":"hi","format":null}""")]
    [InlineData("replyTo", """{"channelId":"c","clientId":"1","after":3,"text":"hi","replyTo":4}""")]
    [InlineData("replyTo", """{"channelId":"c","clientId":"1","after":3,"text":"hi","replyTo":0}""")]
    [InlineData("thread", """{"channelId":"c","clientId":"1","after":3,"text":"hi","thread":4}""")]
    [InlineData("thread", """{"channelId":"c","clientId":"1","after":3,"text":"hi","thread":"3"}""")]
    [InlineData("metadata", """{"channelId":"c","clientId":"1","after":0,"text":"hi","metadata":[1]}""")]
    [InlineData("metadata", """{"channelId":"c","clientId":"1","after":0,"text":"hi","metadata":{"x":"\ud800"}}""")]
    [InlineData("metadata", """{"channelId":"c","clientId":"1","after":0,"text":"hi","metadata":{"x":[{"y":1e400}]}}""")]
    [InlineData("target", """{"channelId":"c","clientId":"1","after":0,"text":"hi","target":1}""")]
    public Task A_bad_message_names_its_field(string field, string json) =>
        JsonInputs.RefusedAsync(field, ErrorCode.InvalidRequest, () => ParseAsync(json));

    [Theory]
    [InlineData("target", """{"channelId":"c","clientId":"1","after":0,"text":"hi"}""")]
    [InlineData("target", """{"channelId":"c","clientId":"1","after":0,"text":"hi","target":0}""")]
    [InlineData("target", """{"channelId":"c","clientId":"1","after":0,"text":"hi","target":1.5}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0,"target":1}""")]
    [InlineData("text", """{"channelId":"c","clientId":"1","after":0,"target":1,"text":"  "}""")]
    [InlineData("metadata", """{"channelId":"c","clientId":"1","after":0,"target":1,"text":"hi","metadata":{}}""")]
    public Task A_bad_edit_names_its_field(string field, string json) => JsonInputs.RefusedAsync(
        field, ErrorCode.InvalidRequest, async () => DraftInput.Edit(await JsonInputs.ReadAsync(json), "ann", Limits));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("\\u200b")]
    [InlineData("\\u0007")]
    [InlineData("\\u3164")]
    [InlineData("\\u2800\\u034f\\ufe0f")]
    [InlineData("a\\u202eb")]
    [InlineData("\\u2066a\\u2069")]
    [InlineData("123456789012345678901234567890123")]
    public Task A_reaction_is_short_and_can_be_seen(string reaction) => JsonInputs.RefusedAsync(
        "reaction",
        ErrorCode.InvalidRequest,
        async () => DraftInput.Reaction(EntryKind.React, await JsonInputs.ReadAsync(
            $$"""{"channelId":"c","clientId":"1","after":0,"target":1,"reaction":"{{reaction}}"}"""), "ann"));

    [Theory]
    [InlineData("""{"channelId":"c","clientId":"1","after":0}""", "target")]
    [InlineData("""{"channelId":"c","clientId":"1","after":0,"target":1,"text":"hi"}""", "text")]
    public Task A_bad_change_names_its_field(string json, string field) => JsonInputs.RefusedAsync(
        field, ErrorCode.InvalidRequest, async () => DraftInput.Change(EntryKind.Pin, await JsonInputs.ReadAsync(json), "ann"));

    [Fact]
    public async Task Metadata_may_be_as_long_as_its_limit_and_no_longer()
    {
        Assert.NotNull((await ParseAsync(WithMetadata(4_096 - 8))).Entry.Metadata);
        await JsonInputs.RefusedAsync("metadata", ErrorCode.TooLarge, () => ParseAsync(WithMetadata(4_096 - 7)));

        static string WithMetadata(int letters) => JsonSerializer.Serialize(
            new { channelId = "c", clientId = "1", after = 0, text = "hi", metadata = new { x = new string('y', letters) } });
    }

    [Fact]
    public async Task A_text_may_be_as_long_as_the_limit_and_no_longer()
    {
        Assert.Equal(16_384, (await ParseAsync(Json(new string('x', 16_384)))).Entry.Text!.Length);
        await JsonInputs.RefusedAsync("text", ErrorCode.TooLarge, () => ParseAsync(Json(new string('x', 16_385))));
    }

    [Property]
    public async Task<bool> Whatever_is_written_arrives_as_it_was(FsCheck.NonNull<string> text)
    {
        // Half a surrogate pair is no text; the writer would replace it.
        var whole = string.Concat(text.Get.EnumerateRunes());
        return Writing.IsBlank(whole) || (await ParseAsync(Json(whole))).Entry.Text == whole;
    }

    private static string Json(string text) =>
        JsonSerializer.Serialize(new { channelId = "c", clientId = "1", after = 0, text });

    private static async Task<Draft> ParseAsync(string json) => DraftInput.Message(await JsonInputs.ReadAsync(json), "ann", Limits);
}
