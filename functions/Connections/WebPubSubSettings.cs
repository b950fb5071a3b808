using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Connections;

/// <summary>Section <c>WebPubSub</c> of the settings.</summary>
public sealed class WebPubSubSettings : IValidatableObject
{
    [Required]
    public string Hub { get; init; } = "chat";

    /// <summary>All of them together are one chat: what is sent to a group goes to each.</summary>
    [MinLength(1)]
    [ValidateEnumeratedItems]
    public IReadOnlyList<EndpointSettings> Endpoints { get; init; } = [];

    /// <summary>Where tokens that come with events are from, when the resources sign in with their identities and have no keys:
    /// an OpenID provider, its discovery document below. Without it, events are signed with access keys.</summary>
    public Uri? EventAuthority { get; init; }

    /// <summary>Issuers besides the one the discovery document names: Entra ID has another one for tokens of version 1.</summary>
    public IReadOnlyList<string> EventIssuers { get; init; } = [];

    /// <summary>What the tokens are for: the resource the event handler names.</summary>
    public IReadOnlyList<string> EventAudiences { get; init; } = [];

    /// <summary>Whose they are: the object ids of the resources' identities.</summary>
    public IReadOnlyList<string> EventCallers { get; init; } = [];

    /// <summary>Nobody may be left without a way to prove who they are.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EventAuthority is not null && EventAudiences.Count == 0)
        {
            yield return new ValidationResult("With EventAuthority, EventAudiences must name one.", [nameof(EventAudiences)]);
        }

        if (EventAuthority is not null && EventCallers.Count == 0)
        {
            yield return new ValidationResult("With EventAuthority, EventCallers must name the resources' identities.", [nameof(EventCallers)]);
        }

        for (var i = 0; i < Endpoints.Count; i++)
        {
            if (string.IsNullOrEmpty(Endpoints[i].Key) && (EventAuthority is null || !Endpoints[i].UseIdentity))
            {
                yield return new ValidationResult(
                    $"Endpoints:{i}:Key is needed, or both UseIdentity and EventAuthority.", [nameof(EndpointSettings.Key)]);
            }
        }
    }

    public sealed class EndpointSettings
    {
        [Required]
        public Uri? Endpoint { get; init; }

        /// <summary>An access key: it signs the events that come from this resource, unless <see cref="EventAuthority"/> is set,
        /// and the calls that go to it, unless <see cref="UseIdentity"/> is.</summary>
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
