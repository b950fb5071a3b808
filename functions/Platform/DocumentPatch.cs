using Microsoft.Azure.Cosmos;

namespace Chat.Functions.Platform;

/// <summary>The difference between two states of a document, as the database is told it: what else it holds stays. To be sent
/// under the etag of the first, which says that what is removed is there.</summary>
public sealed class DocumentPatch
{
    private readonly List<PatchOperation> _operations = [];

    /// <summary>The database takes at most ten.</summary>
    public IReadOnlyList<PatchOperation> Operations => _operations;

    /// <summary>Adds what has become of one member; null is one that is not there.</summary>
    public DocumentPatch With<T>(string path, T? before, T? after)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            _operations.Add(after is null ? PatchOperation.Remove(path) : PatchOperation.Set(path, after));
        }

        return this;
    }

    /// <summary>Likewise for a member that is not there while it has its type's default.</summary>
    public DocumentPatch WithGiven<T>(string path, T before, T after)
        where T : struct => With(path, Given(before), Given(after));

    /// <summary>Removes a member that is never changed.</summary>
    public DocumentPatch Without(string path, bool isGone)
    {
        if (isGone)
        {
            _operations.Add(PatchOperation.Remove(path));
        }

        return this;
    }

    private static T? Given<T>(T value)
        where T : struct => EqualityComparer<T>.Default.Equals(value, default) ? null : value;
}
