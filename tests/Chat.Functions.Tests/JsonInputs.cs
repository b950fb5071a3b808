using System.Text;
using Chat.Functions.Platform;
using Microsoft.AspNetCore.Http;

namespace Chat.Functions.Tests;

internal static class JsonInputs
{
    public static Task<JsonInput> ReadAsync(string json) => ReadAsync(Encoding.UTF8.GetBytes(json));

    public static Task<JsonInput> ReadAsync(byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(body);
        return JsonInput.ReadAsync(context.Request, CancellationToken.None);
    }

    /// <summary>Asserts that the input is refused, naming the field.</summary>
    public static async Task RefusedAsync(string field, string code, Func<Task> read)
    {
        var refusal = await Assert.ThrowsAsync<ChatException>(read);
        Assert.Equal((code, field), (refusal.Error.Code, refusal.Error.Field));
        Assert.Null(refusal.Error.RetryAfterMs);
    }
}
