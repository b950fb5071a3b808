namespace Chat.Load.Instances;

#pragma warning disable CA1001 // A semaphore whose wait handle is never asked for holds nothing to dispose of.
/// <summary>Lets one at a time in, in the order they came.</summary>
internal sealed class Turn
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1);

    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        await _free.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            _free.Release();
        }
    }
}
