namespace Chat.Infra.Tests.Rules;

/// <summary>Exactly these rights, on exactly these resources: one too few and the app does not run, one too many is a hole.</summary>
internal static class RoleRules
{
    private const string App = "userAssignedIdentities";
    private const string Topic = "Microsoft.EventGrid/topics";
    private const string CosmosWriter = "00000000-0000-0000-0000-000000000002";
    private const string CosmosReader = "00000000-0000-0000-0000-000000000001";

    /// <param name="On">The end of the type of what it is on, or of its path.</param>
    private sealed record Grant(string Who, string Role, string On);

    private static readonly Grant[] Wanted =
    [
        new(App, "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "storageAccounts/*"),
        new(App, "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "storageAccounts/*"),
        new(App, "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "storageAccounts/*"),
        new(App, "12cf5a90-567b-43ae-8102-96cf46c7d9b4", "webPubSub/*"),
        new(App, "d5a91429-5739-47e2-a06b-3470a27159e7", "topics/*"),
        new(App, "3913510d-42f4-4e42-8a64-420c390055eb", "components/*"),
        new(Topic, "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "containers/dead-letters"),
    ];

    private static readonly Grant Queue = new(Topic, "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", "queues/chat-events");

    public static IEnumerable<string> Faults(Snapshot snapshot) => [.. Azure(snapshot), .. Cosmos(snapshot)];

    private static IEnumerable<string> Azure(Snapshot snapshot)
    {
        var given = snapshot.All("Microsoft.Authorization/roleAssignments").Select(Read).ToList();
        var queues = snapshot.All("Microsoft.EventGrid/topics/eventSubscriptions").Any();
        var wanted = Wanted.Where(grant => grant.On != "webPubSub/*").Concat(queues ? [Queue] : []).Concat(
            snapshot.All("Microsoft.SignalRService/webPubSub").Select(_ => Wanted.Single(grant => grant.On == "webPubSub/*")));
        foreach (var group in wanted.Concat(given).GroupBy(grant => grant))
        {
            var (missing, extra) = (wanted.Count(grant => grant == group.Key), given.Count(grant => grant == group.Key));
            if (missing != extra)
            {
                yield return $"{group.Key.Who} has role {group.Key.Role} on {group.Key.On} {extra} times, not {missing}";
            }
        }

        foreach (var assignment in snapshot.All("Microsoft.Authorization/roleAssignments"))
        {
            if (assignment.At("properties", "principalType") != "ServicePrincipal")
            {
                yield return $"{assignment}: principalType must say ServicePrincipal";
            }
        }
    }

    private static Grant Read(Resource assignment)
    {
        var principal = assignment.At("properties", "principalId")!;
        var segments = assignment.Scope.Split('/');
        var named = segments[^2] is "containers" or "queues";
        return new Grant(
            principal.Contains(App, StringComparison.Ordinal) ? App : principal.Contains(Topic, StringComparison.Ordinal) ? Topic : principal,
            assignment.At("properties", "roleDefinitionId")!.Split('/')[^1],
            $"{segments[^2]}/{(named ? segments[^1] : "*")}");
    }

    private static IEnumerable<string> Cosmos(Snapshot snapshot)
    {
        var assignments = snapshot.All("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments").ToList();
        var writers = assignments.FindAll(one => one.At("properties", "roleDefinitionId")!.EndsWith(CosmosWriter, StringComparison.Ordinal));
        if (writers.Count != 1 || !writers[0].At("properties", "principalId")!.Contains(App, StringComparison.Ordinal))
        {
            yield return "Only the app, and the app, may write documents";
        }

        foreach (var other in assignments.Except(writers))
        {
            if (!other.At("properties", "roleDefinitionId")!.EndsWith(CosmosReader, StringComparison.Ordinal))
            {
                yield return $"{other}: an unknown role";
            }
        }
    }
}
