namespace Chat.Local.Tests.Stack;

public sealed class StackArgumentsTests
{
    [Fact]
    public void Without_options_the_ports_are_the_documented_ones_and_data_is_kept_in_the_repository()
    {
        var parsed = StackArguments.Parse([]);

        var documented = new StackPorts(Web: 4280, Functions: 7071, WebPubSub: 8080, Cosmos: 8081, Identity: 7080)
        {
            EventGrid = 8082,
            Blob = 10000,
            Queue = 10001,
            Table = 10002,
        };
        Assert.Equal(documented, parsed.Ports);
        Assert.Equal(".data", Path.GetFileName(parsed.DataDirectory));
        Assert.True(File.Exists(Path.Combine(parsed.DataDirectory, "..", "Chat.Functions.sln")));
        Assert.False(parsed.Reset);
        Assert.Equal((1, false), (parsed.Instances, parsed.SeparateFunctions));
    }

    [Fact]
    public void Hosts_of_the_functions_are_counted_and_may_be_separate()
    {
        var parsed = StackArguments.Parse(["--instances", "16", "--functions=separate"]);

        Assert.Equal((16, true), (parsed.Instances, parsed.SeparateFunctions));
        Assert.False(StackArguments.Parse(["--functions", "together"]).SeparateFunctions);
    }

    [Fact]
    public void A_value_may_follow_its_option_or_an_equals_sign()
    {
        var parsed = StackArguments.Parse(["--data", "some/place", "--reset", "--web-port=5000", "--cosmos-port", "0"]);

        Assert.Equal(Path.GetFullPath("some/place"), parsed.DataDirectory);
        Assert.True(parsed.Reset);
        Assert.Equal((5000, 0, 7071), (parsed.Ports.Web, parsed.Ports.Cosmos, parsed.Ports.Functions));
    }

    [Theory]
    [InlineData("--wep-port is not an option.", "--wep-port", "1")]
    [InlineData("somewhere is not an option.", "somewhere")]
    [InlineData("--reset is given twice.", "--reset", "--reset")]
    [InlineData("--web-port is given twice.", "--web-port=1", "--web-port", "2")]
    [InlineData("--reset takes no value.", "--reset=yes")]
    [InlineData("--data needs a value.", "--data")]
    [InlineData("--data needs a value.", "--data=")]
    [InlineData("--data needs a value.", "--data", "--reset")]
    [InlineData("--web-port must be a port from 0 to 65535, not '65536'.", "--web-port", "65536")]
    [InlineData("--web-port must be a port from 0 to 65535, not '-1'.", "--web-port", "-1")]
    [InlineData("--web-port must be a port from 0 to 65535, not 'http'.", "--web-port", "http")]
    [InlineData("--instances must be a number from 1 to 16, not '0'.", "--instances", "0")]
    [InlineData("--instances must be a number from 1 to 16, not '17'.", "--instances=17")]
    [InlineData("--instances must be a number from 1 to 16, not 'many'.", "--instances", "many")]
    [InlineData("--functions must be together or separate, not 'apart'.", "--functions", "apart")]
    [InlineData("--functions needs a value.", "--functions")]
    [InlineData("Port 8080 is given to two parts.", "--web-port", "8080")]
    public void A_command_line_that_is_wrong_is_told_what_is_wrong(string complaint, params string[] arguments)
    {
        var error = Assert.Throws<StackArgumentException>(() => StackArguments.Parse(arguments));

        Assert.Equal(complaint, error.Message);
    }
}
