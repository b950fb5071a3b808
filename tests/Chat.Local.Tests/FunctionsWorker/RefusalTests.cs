using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.RefusedApp;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(typeof(SameNameFunctions), "twice", "Another function has the same name")]
    [InlineData(typeof(SameRouteFunctions), "Second", "'api/Things/{other:int}/X' is taken by 'First'")]
    [InlineData(typeof(HiddenClassFunctions), "HiddenClass", "HiddenClassFunctions is not public")]
    [InlineData(typeof(HiddenMethodFunctions), "HiddenMethod", "HiddenMethodFunctions.Run is not public")]
    [InlineData(typeof(AbstractFunctions), "Abstract", "is abstract")]
    [InlineData(typeof(GenericFunctions), "Generic", "is generic")]
    [InlineData(typeof(OuterFunctions.InnerFunctions), "Nested", "is nested")]
    [InlineData(typeof(BadNameFunctions), "bad name", "A name is")]
    [InlineData(typeof(NoTriggerFunctions), "NoTrigger", "No parameter carries a trigger")]
    [InlineData(typeof(TwoTriggersFunctions), "TwoTriggers", "more than one trigger")]
    [InlineData(typeof(UnboundFunctions), "Unbound", "parameter 'name'")]
    [InlineData(typeof(HttpContextFunctions), "TakesHttpContext", "parameter 'http'")]
    [InlineData(typeof(UnreadableTypeFunctions), "UnreadableType", "System.Version")]
    [InlineData(typeof(OptionalValueFunctions), "OptionalValue", "'page' is optional")]
    [InlineData(typeof(TriggerTypeFunctions), "TriggerType", "'body' is not an HttpRequest")]
    [InlineData(typeof(PlainResultFunctions), "PlainResult", "It returns")]
    [InlineData(typeof(ReservedRouteFunctions), "ReservedRoute", "reserved")]
    [InlineData(typeof(MalformedRouteFunctions), "MalformedRoute", "'broken/{id' is malformed")]
    public void A_function_that_Azure_would_not_run_fails_the_build_by_name(Type type, string function, string reason)
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.App.Includes = candidate => candidate == type;

        var refusal = Assert.Throws<InvalidFunctionException>(builder.Build);

        Assert.Equal(function, refusal.Function);
        Assert.Contains($"'{function}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Http_functions_need_the_web_application()
    {
        var refusal = Assert.Throws<InvalidFunctionException>(SampleHost.CreateBuilder().Build);

        Assert.Contains("ConfigureFunctionsWebApplication", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_app_without_functions_is_a_mistake_of_its_caller()
    {
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.App.Includes = _ => false;

        Assert.Contains(
            "Chat.Local.Tests has no functions", Assert.Throws<InvalidOperationException>(builder.Build).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Types_outside_the_app_are_found_where_nothing_excludes_them()
    {
        // Proves that discovery takes the assembly of the caller, this one, with all that is in it.
        var builder = SampleHost.CreateBuilder().ConfigureFunctionsWebApplication();
        builder.App.Includes = _ => true;

        Assert.Throws<InvalidFunctionException>(builder.Build);
    }
}
