using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for each message of a queue.</summary>
public sealed class QueueTriggerAttribute : TriggerBindingAttribute
{
    /// <param name="queueName">3 to 63 lower-case letters, digits and single hyphens; <c>%Name%</c> stands for the value
    /// of a setting.</param>
    public QueueTriggerAttribute(string queueName) => QueueName = queueName;

    public string QueueName { get; }

    /// <summary>Name of the setting with the storage account's connection string; <c>AzureWebJobsStorage</c> where it is
    /// null.</summary>
    public string? Connection { get; set; }
}
