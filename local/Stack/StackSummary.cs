namespace Chat.Local;

/// <summary>What a person reads when the stack is up: the addresses, the functions, and last where to go.</summary>
internal static class StackSummary
{
    public static void Write(LocalStack stack, LocalStackOptions options, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"  Functions     {new Uri(stack.FunctionsAddress, "api")}");
        if (options.Instances > 1 || options.SeparateFunctions)
        {
            var place = options.SeparateFunctions ? "each in a process of its own" : "in one process";
            output.WriteLine($"  Hosts         {options.Instances}, {place}");
        }

        output.WriteLine($"  Web PubSub    {stack.WebPubSub.Endpoint}");
        output.WriteLine($"  Cosmos DB     {stack.Cosmos.Endpoint}");
        output.WriteLine($"  Event Grid    {stack.EventGrid.TopicEndpoint}");
        output.WriteLine($"  Blobs         {stack.Storage.Blob}");
        output.WriteLine($"  Queues        {stack.Storage.Queue}");
        output.WriteLine($"  Sign-in       {stack.Identity.Issuer}/");
        output.WriteLine();
        var functions = stack.ListFunctions();
        var width = functions.Max(function => function.Name.Length);
        foreach (var function in functions)
        {
            var (when, what) = function.Trigger switch
            {
                "timerTrigger" => ("timer", function.Route),
                "cosmosDBTrigger" => ("changes", function.Route),
                "queueTrigger" => ("queue", function.Route),
                "eventGridTrigger" => ("events", $"/{function.Route}"),
                _ => (function.Methods.Count == 0 ? "any" : string.Join(", ", function.Methods), $"/{function.Route}"),
            };
            output.WriteLine($"  {function.Name.PadRight(width)}  {when,-8}  {what}");
        }

        output.WriteLine();
        output.WriteLine("Ctrl-C stops. Open this in two browser windows and sign in as two people:");
        output.WriteLine();
        output.WriteLine($"  {stack.Web}");
    }
}
