using Microsoft.AspNetCore.Routing.Patterns;

namespace Chat.Local.FunctionsWorker;

/// <summary>Route templates of functions.</summary>
internal static class RouteShape
{
    /// <summary>Reads a template and puts it below the app's route prefix.</summary>
    public static RoutePattern Parse(string function, string template, string prefix)
    {
        // The host keeps these for itself, whatever the prefix: such a function would never come up in Azure.
        if (template.TrimStart('/').StartsWith("admin", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidFunctionException(function, $"Its route '{template}' starts with the reserved 'admin'.");
        }

        try
        {
            return RoutePatternFactory.Parse($"{prefix.Trim('/')}/{template.Trim('/')}".Trim('/'));
        }
        catch (RoutePatternException error)
        {
            throw new InvalidFunctionException(function, $"Its route '{template}' is malformed. {error.Message}");
        }
    }

    /// <summary>A template without what does not decide which requests it matches: case and parameter names.</summary>
    public static string Of(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(PartShape))));

    private static string PartShape(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => "{" + (parameter.IsCatchAll ? "*" : "")
            + string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content)) + "}",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}
