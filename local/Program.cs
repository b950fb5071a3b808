using System.Runtime.InteropServices;
using Chat.Local;

using var stop = new CancellationTokenSource();

// Without Cancel the process would end before the parts have stopped. A second signal no longer waits for them.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await new StackCommand(Console.Out, Console.Error).RunAsync(args, stop.Token);
