using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Chat.Local.FunctionsWorker;

/// <summary>How a function's return value is awaited.</summary>
internal static class ReturnValue
{
    private static readonly BindingFlags _private = BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>The way to the result of a method that returns <paramref name="declared"/>; null where the host would
    /// have no use for it.</summary>
    public static Func<object?, ValueTask<object?>>? ReaderFor(Type declared)
    {
        if (declared == typeof(void))
        {
            return static _ => ValueTask.FromResult<object?>(null);
        }

        if (declared == typeof(Task))
        {
            return static async task => { await (Task)task!; return null; };
        }

        if (declared == typeof(ValueTask))
        {
            return static async task => { await (ValueTask)task!; return null; };
        }

        if (IsHttpResult(declared))
        {
            return static result => ValueTask.FromResult(result);
        }

        return AwaiterFor(declared);
    }

    private static Func<object?, ValueTask<object?>>? AwaiterFor(Type declared)
    {
        var definition = declared.IsGenericType ? declared.GetGenericTypeDefinition() : null;
        var name = definition == typeof(Task<>) ? nameof(FromTask)
            : definition == typeof(ValueTask<>) ? nameof(FromValueTask)
            : null;
        return name is null || !IsHttpResult(declared.GenericTypeArguments[0])
            ? null
            : typeof(ReturnValue).GetMethod(name, _private)!
                .MakeGenericMethod(declared.GenericTypeArguments[0])
                .CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static async ValueTask<object?> FromTask<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> FromValueTask<T>(object? task) => await (ValueTask<T>)task!;

    private static bool IsHttpResult(Type type) =>
        typeof(IResult).IsAssignableFrom(type) || typeof(IActionResult).IsAssignableFrom(type);
}
