using System.Text.Json.Serialization;

namespace Chat.Functions.Presence;

/// <summary>How others see a user.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PresenceState>))]
public enum PresenceState
{
    [JsonStringEnumMemberName("offline")]
    Offline,

    [JsonStringEnumMemberName("online")]
    Online,

    /// <summary>Connected, but nobody is at any of the devices.</summary>
    [JsonStringEnumMemberName("away")]
    Away,

    /// <summary>Connected, and not to be disturbed.</summary>
    [JsonStringEnumMemberName("busy")]
    Busy,
}

/// <summary>How a user wants to be seen: setting <c>presence</c> of the profile.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PresenceMode>))]
public enum PresenceMode
{
    [JsonStringEnumMemberName("auto")]
    Auto,

    [JsonStringEnumMemberName("busy")]
    Busy,

    /// <summary>As offline, whatever is connected.</summary>
    [JsonStringEnumMemberName("invisible")]
    Invisible,
}

[JsonConverter(typeof(JsonStringEnumConverter<DeviceKind>))]
public enum DeviceKind
{
    [JsonStringEnumMemberName("web")]
    Web,

    [JsonStringEnumMemberName("mobile")]
    Mobile,

    [JsonStringEnumMemberName("desktop")]
    Desktop,
}
