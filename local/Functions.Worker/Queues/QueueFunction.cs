using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function that messages of a queue start.</summary>
internal sealed partial class QueueFunction : HostedFunction
{
    /// <summary>The connection of a trigger that names none, without the <c>AzureWebJobs</c> before it.</summary>
    private const string DefaultConnection = "Storage";

    private QueueFunction(FunctionMethod method, string queue, string connectionString)
        : base(method, retries: null) => (Queue, ConnectionString) = (queue, connectionString);

    public string Queue { get; }

    public string ConnectionString { get; }

    public override FunctionListing Listing => new(Name, [], Queue, "queueTrigger");

    public static QueueFunction Create(
        string name, MethodInfo method, QueueTriggerAttribute trigger, ParameterInfo parameter, IConfiguration settings)
    {
        var queue = settings.Expand(name, trigger.QueueName);
        var reason =
            method.GetCustomAttribute<RetryAttribute>() is not null
                ? "A retry attribute does nothing for a queue: a message is tried maxDequeueCount times (host.json)."
            : !ValidName().IsMatch(queue)
                ? $"'{queue}' is no name of a queue: 3 to 63 lower-case letters, digits and single hyphens."
            : null;
        if (reason is not null)
        {
            throw new InvalidFunctionException(name, reason);
        }

        var source = QueueMessageBinding.SourceOf(name, parameter);
        var function = new FunctionMethod(
            name,
            method,
            new Trigger(parameter.Name!, "queueTrigger"),
            [.. method.GetParameters().Select(each => SourceOf(name, each, parameter, source))],
            CompletionOf(name, method));
        return new QueueFunction(function, queue, ConnectionOf(name, trigger, settings));
    }

    private static string ConnectionOf(string name, QueueTriggerAttribute trigger, IConfiguration settings) =>
        settings.ConnectionString(
            name,
            string.IsNullOrEmpty(trigger.Connection) ? DefaultConnection : settings.Expand(name, trigger.Connection),
            "queueServiceUri",
            "DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;");

    [GeneratedRegex(@"^(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex ValidName();
}
