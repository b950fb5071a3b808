using System.Text;
using Chat.Functions.Platform;

namespace Chat.Functions.Tests.Platform;

public sealed class JsonInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":1} x")]
    public Task A_body_that_is_no_JSON_object_is_refused(string body) =>
        JsonInputs.RefusedAsync("body", ErrorCode.InvalidRequest, () => JsonInputs.ReadAsync(body));

    [Theory]
    [InlineData("a", "{\"a\":1,\"a\":2}")]
    [InlineData("a", "{\"a\":1,\"\\u0061\":2}")]
    [InlineData("body", "{\"\\ud800\":1}")]
    [InlineData("body", "{\"\\ud800\":1,\"\\ud800\":2}")]
    public async Task A_member_that_is_given_twice_or_has_no_name_is_refused(string field, string body)
    {
        var input = await JsonInputs.ReadAsync(body);
        Assert.Equal(field, Assert.Throws<ChatException>(() => input.Only("a")).Error.Field);
    }

    [Fact]
    public async Task A_body_is_read_however_deep_it_is()
    {
        var deep = "{\"a\":" + new string('[', 500_000) + new string(']', 500_000) + ",\"b\":\"text\"}";
        var input = await JsonInputs.ReadAsync(deep);
        Assert.Equal("text", input.Text("b"));
        await JsonInputs.RefusedAsync("a", ErrorCode.InvalidRequest, () => Task.FromResult(input.Text("a")));
    }

    [Theory]
    [InlineData("4", 4)]
    [InlineData("4.0", 4)]
    [InlineData("4e0", 4)]
    [InlineData("0.4E+1", 4)]
    [InlineData("-0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("9007199254740991", JsonInput.MaxSafeInteger)]
    [InlineData("9.007199254740991e15", JsonInput.MaxSafeInteger)]
    public async Task A_whole_number_is_one_however_it_is_written(string written, long number) =>
        Assert.Equal(number, (await JsonInputs.ReadAsync($$"""{"n":{{written}}}""")).WholeNumber("n"));

    [Fact]
    public async Task A_body_may_have_a_megabyte_and_no_more()
    {
        var most = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', ChatLimits.BodyBytes - 8) + "\"}");
        Assert.Equal(ChatLimits.BodyBytes - 8, (await JsonInputs.ReadAsync(most)).Text("a").Length);
        await JsonInputs.RefusedAsync("body", ErrorCode.TooLarge, () => JsonInputs.ReadAsync([.. most, 32]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":null}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public async Task A_text_must_be_a_text(string body)
    {
        var input = await JsonInputs.ReadAsync(body);
        await JsonInputs.RefusedAsync("a", ErrorCode.InvalidRequest, () => Task.FromResult(input.Text("a")));
        Assert.Null(input.TextOrNull("a"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"n\":-1}")]
    [InlineData("{\"n\":1.5}")]
    [InlineData("{\"n\":\"1\"}")]
    [InlineData("{\"n\":9007199254740992}")]
    [InlineData("{\"n\":1e400}")]
    public async Task A_whole_number_must_be_one_that_JavaScript_can_count_to(string body)
    {
        var input = await JsonInputs.ReadAsync(body);
        await JsonInputs.RefusedAsync("n", ErrorCode.InvalidRequest, () => Task.FromResult(input.WholeNumber("n")));
    }

    [Fact]
    public async Task A_name_that_is_no_UTF_8_is_refused()
    {
        var input = await JsonInputs.ReadAsync([.. "{\""u8, 0xff, .. "\":1}"u8]);
        Assert.Equal("body", Assert.Throws<ChatException>(() => input.Only("a")).Error.Field);
    }

    [Fact]
    public async Task An_answer_quotes_no_more_than_the_beginning_of_what_was_sent()
    {
        var input = await JsonInputs.ReadAsync("{\"" + new string('x', 10_000) + "\":1}");
        Assert.Equal(65, Assert.Throws<ChatException>(() => input.Only("a")).Error.Field!.Length);
    }

    [Fact]
    public async Task A_member_nobody_knows_is_refused_by_its_name()
    {
        var input = await JsonInputs.ReadAsync("{\"a\":1,\"userId\":\"eve\"}");
        await JsonInputs.RefusedAsync("userId", ErrorCode.InvalidRequest, () =>
        {
            input.Only("a");
            return Task.CompletedTask;
        });
    }
}
