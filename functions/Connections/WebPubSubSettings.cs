using System.ComponentModel.DataAnnotations;

namespace Chat.Functions.Connections;

/// <summary>Section <c>WebPubSub</c> of the settings.</summary>
public sealed class WebPubSubSettings
{
    [Required]
    public string Hub { get; init; } = "chat";

    /// <summary>All of them together are one chat: what is sent to a group goes to each.</summary>
    [MinLength(1)]
    public IReadOnlyList<EndpointSettings> Endpoints { get; init; } = [];

    public sealed class EndpointSettings
    {
        [Required]
        public Uri? Endpoint { get; init; }

        /// <summary>Access keys, for where there is no identity and for checking event signatures; two while rotating.</summary>
        public string? Key { get; init; }

        public string? SecondaryKey { get; init; }

        /// <summary>Where it is, as a client's hint names it.</summary>
        public string? Region { get; init; }

        /// <summary>How many connections it can take, relative to the others.</summary>
        [Range(1, 1_000)]
        public int Capacity { get; init; } = 1;

        internal IEnumerable<string> Keys => new[] { Key, SecondaryKey }.OfType<string>().Where(key => key.Length > 0);
    }
}
