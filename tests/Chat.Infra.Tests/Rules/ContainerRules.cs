using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chat.Infra.Tests.Rules;

/// <summary>The containers are those of the one file, and the account is one in which the log's promises hold.</summary>
internal static class ContainerRules
{
    private const string Account = "Microsoft.DocumentDB/databaseAccounts";

    public static IEnumerable<string> Faults(Snapshot snapshot) => [.. Containers(snapshot), .. Accounts(snapshot)];

    private static IEnumerable<string> Containers(Snapshot snapshot)
    {
        var wanted = JsonNode.Parse(Repository.Read("infra", "cosmos-containers.json"))!.AsArray()
            .ToDictionary(container => container!["id"]!.GetValue<string>(), container => container!);
        var given = snapshot.All($"{Account}/sqlDatabases/containers").ToDictionary(container => container.Name.Split('/')[^1]);
        foreach (var name in wanted.Keys.Union(given.Keys))
        {
            if (!given.TryGetValue(name, out var container) || !wanted.TryGetValue(name, out var definition))
            {
                yield return $"Container {name} is in one of infra/cosmos-containers.json and the template only";
            }
            else if (!JsonNode.DeepEquals(definition, container.Properties.GetProperty("resource").Deserialize<JsonNode>()))
            {
                yield return $"Container {name} is another than in infra/cosmos-containers.json";
            }
        }
    }

    private static IEnumerable<string> Accounts(Snapshot snapshot)
    {
        foreach (var account in snapshot.All(Account))
        {
            if (account.At("properties", "enableMultipleWriteLocations") != "False")
            {
                yield return "With several write regions a number can be given twice";
            }

            if (account.At("properties", "consistencyPolicy", "defaultConsistencyLevel") != "Strong")
            {
                yield return "With less than Strong a retry can make a second entry";
            }

            if (account.At("properties", "backupPolicy", "type") != "Continuous")
            {
                yield return "There is nothing to restore from";
            }

            if (!snapshot.All($"{Account}/sqlDatabases").Any(database => database.Name == $"{account.Name}/chat"))
            {
                yield return "The code's database, chat, is missing";
            }
        }
    }
}
