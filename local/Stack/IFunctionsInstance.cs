namespace Chat.Local;

/// <summary>One running functions host of a stack.</summary>
internal interface IFunctionsInstance : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>Completes when the host is gone, whatever the reason; never for one that cannot go by itself.</summary>
    Task Ended { get; }

    /// <summary>Ends the host without giving it a chance to do anything.</summary>
    void Kill();
}
