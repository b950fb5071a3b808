using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function that a schedule starts.</summary>
internal sealed class TimerFunction : HostedFunction
{
    private TimerFunction(FunctionMethod method, MethodInfo code, TimerTriggerAttribute trigger, Schedule schedule)
        : base(method, code.GetCustomAttribute<RetryAttribute>()) =>
        (Schedule, RunOnStartup, UseMonitor) = (schedule, trigger.RunOnStartup, trigger.UseMonitor);

    public Schedule Schedule { get; }

    public bool RunOnStartup { get; }

    public bool UseMonitor { get; }

    public override FunctionListing Listing => new(Name, [], Schedule.Text, "timerTrigger");

    public static TimerFunction Create(
        string name, MethodInfo method, TimerTriggerAttribute trigger, ParameterInfo parameter, IConfiguration settings)
    {
        if (parameter.ParameterType != typeof(TimerInfo))
        {
            throw new InvalidFunctionException(name, $"Its timer trigger '{parameter.Name}' is not a TimerInfo.");
        }

        var schedule = Schedule.Parse(name, settings.Expand(name, trigger.Schedule));
        var function = new FunctionMethod(
            name,
            method,
            new Trigger(parameter.Name!, "timerTrigger"),
            [.. method.GetParameters().Select(each => SourceOf(name, each, parameter, TriggerValue.Of))],
            CompletionOf(name, method));
        return new TimerFunction(function, method, trigger, schedule);
    }
}
