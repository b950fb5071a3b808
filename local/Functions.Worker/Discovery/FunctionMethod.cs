using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local.FunctionsWorker;

/// <summary>A function: the method behind it and how the method is called.</summary>
internal sealed class FunctionMethod : FunctionDefinition
{
    private readonly MethodInfo _method;
    private readonly MethodInvoker _invoker;
    private readonly IReadOnlyList<ParameterSource> _sources;
    private readonly Func<object?, ValueTask<object?>> _readResult;

    public FunctionMethod(
        string name,
        MethodInfo method,
        Trigger trigger,
        IReadOnlyList<ParameterSource> sources,
        Func<object?, ValueTask<object?>> readResult)
    {
        (_method, _sources, _readResult) = (method, sources, readResult);
        _invoker = MethodInvoker.Create(method);
        Name = name;
        Parameters = [.. method.GetParameters().Select(parameter =>
            new FunctionParameter(parameter.Name!, parameter.ParameterType))];
        InputBindings = ImmutableDictionary<string, BindingMetadata>.Empty.Add(trigger.Name, trigger);
    }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly => _method.Module.Assembly.Location;

    public override string EntryPoint => $"{_method.DeclaringType!.FullName}.{_method.Name}";

    // Names are unique in an app whatever their case: the name is all the identity there is to give.
    public override string Id => Name.ToLowerInvariant();

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Runs the method on an instance made for this invocation and keeps its result.</summary>
    public async Task ExecuteAsync(FunctionContext context)
    {
        var instance = _method.IsStatic
            ? null
            : ActivatorUtilities.CreateInstance(context.InstanceServices, _method.DeclaringType!);
        var arguments = new object?[_sources.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _sources[i](context);
        }

        var result = _invoker.Invoke(instance, arguments.AsSpan());
        context.GetInvocationResult().Value = await _readResult(result);
    }
}

/// <summary>Finds the argument of one parameter in an invocation.</summary>
internal delegate object? ParameterSource(FunctionContext context);
