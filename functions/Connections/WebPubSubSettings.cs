using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>Section <c>WebPubSub</c> of the settings.</summary>
public sealed class WebPubSubSettings
{
    [Required]
    public string Hub { get; init; } = "chat";

    /// <summary>All of them together are one chat: what is sent to a group goes to each.</summary>
    [MinLength(1)]
    [ValidateEnumeratedItems]
    public IReadOnlyList<EndpointSettings> Endpoints { get; init; } = [];

    public sealed class EndpointSettings
    {
        [Required]
        public Uri? Endpoint { get; init; }

        /// <summary>An access key: it signs the events that come from this resource and, unless <see cref="UseIdentity"/>
        /// is set, the calls that go to it.</summary>
        [Required]
        public string? Key { get; init; }

        /// <summary>The other key while one is rotated.</summary>
        public string? SecondaryKey { get; init; }

        /// <summary>Calls to the resource, and the making of client tokens, by the app's identity instead of the key.</summary>
        public bool UseIdentity { get; init; }

        /// <summary>Where it is, as a client's hint names it.</summary>
        public string? Region { get; init; }

        /// <summary>How many connections it can take, relative to the others.</summary>
        [Range(1, 1_000)]
        public int Capacity { get; init; } = 1;

        internal IEnumerable<string> Keys => new[] { Key, SecondaryKey }.OfType<string>().Where(key => key.Length > 0);
    }
}
