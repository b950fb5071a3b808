using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Chat.Local.Emulation;

namespace Chat.Functions.Tests.Documentation;

/// <summary>Every documented error of every operation is one that somebody can get. Computed from the description: an operation, or an
/// error, that is added there and cannot be provoked fails here.</summary>
public sealed class ProvokedErrorsTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly string[] DatabaseOperations = ["read", "query", "create", "upsert", "patch", "batch"];

    public static TheoryData<string, string> Documented
    {
        get
        {
            var errors = new TheoryData<string, string>();
            foreach (var operation in ApiContract.Operations.Where(operation => !operation.IsOpen))
            {
                foreach (var status in operation.Answers.Select(answer => answer.Key).Where(Provocations.CanBeProvoked))
                {
                    errors.Add(operation.ToString(), status);
                }
            }

            return errors;
        }
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task It_can_be_had_and_has_the_documented_form(string name, string status)
    {
        var operation = ApiContract.Operations.Single(one => one.ToString() == name);
        var provocation = await new Provocations(chat).OfAsync(operation, status);
        Assert.True(provocation is not null, $"Nothing is known to provoke {status} of {name}.");
        if (status == "503")
        {
            Array.ForEach(DatabaseOperations, database => chat.Stack.Cosmos.Faults.Always(database, new Fault.Respond(403)));
        }

        using var response = await SendAsync(operation.Method, provocation);
        chat.Stack.Cosmos.Faults.Clear();

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(status, $"{(int)response.StatusCode}");
        ApiContract.Check(operation.Method, provocation.Path, response.StatusCode, answer);
        Assert.Equal(status == "503", answer!["error"]!["retryAfterMs"] is not null);
        Assert.Equal(status == "503" ? TimeSpan.FromSeconds(1) : null, response.Headers.RetryAfter?.Delta);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Provocation provocation)
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(chat.Stack.AddressOf(0), "api/") };
        using var request = new HttpRequestMessage(method, provocation.Path);
        request.Content = provocation.Body is null ? null : JsonContent.Create(provocation.Body);
        return await (provocation.By?.Api ?? stranger).SendAsync(request, CancellationToken.None);
    }
}
