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
    public Task A_bad_message_names_its_field(string field, string json) =>
        JsonInputs.RefusedAsync(field, ErrorCode.InvalidRequest, () => ParseAsync(json));

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
