namespace Chat.Infra.Tests.Rules;

internal static class TemplateRules
{
    /// <summary>All that is wrong with what would be deployed, in words.</summary>
    public static IReadOnlyList<string> Faults(Snapshot snapshot) =>
    [
        .. KeylessRules.Faults(snapshot), .. RoleRules.Faults(snapshot), .. DiagnosticsRules.Faults(snapshot),
        .. ContainerRules.Faults(snapshot), .. SettingsRules.Faults(snapshot), .. CapacityRules.Faults(snapshot),
    ];
}
