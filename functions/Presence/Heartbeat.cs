using Chat.Functions.Platform;

namespace Chat.Functions.Presence;

/// <summary>A client's sign of life.</summary>
/// <param name="Idle">Nobody is at the device.</param>
/// <param name="Device">Null when the client does not say.</param>
public sealed record Heartbeat(bool Idle, DeviceKind? Device)
{
    private const string IdleField = "idle", DeviceField = "device";

    public static Heartbeat Parse(JsonInput input)
    {
        input.Only(IdleField, DeviceField);
        return new Heartbeat(
            input.Has(IdleField) && input.Flag(IdleField),
            !input.Has(DeviceField) ? null : input.Text(DeviceField) switch
            {
                "web" => DeviceKind.Web,
                "mobile" => DeviceKind.Mobile,
                "desktop" => DeviceKind.Desktop,
                _ => throw ChatException.Invalid(DeviceField, $"{DeviceField} must be web, mobile or desktop."),
            });
    }
}
