using FsCheck;
using FsCheck.Fluent;

namespace Chat.Functions.Tests.Reading;

/// <summary>What some people say and read in one channel, drawn by chance.</summary>
/// <param name="Acts">In this order: a letter for what happens.</param>
public sealed record ReadingStory(int Seed, string Acts)
{
    /// <summary>m essage, e dit, d eletion, x reaction, r ead, f eed brings some entries, b reaks while it does.</summary>
    private const string Letters = "mmmmmeeedxrrrffb";

    public static Arbitrary<ReadingStory> Arbitrary() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 100)
        from length in Gen.Choose(5, 60)
        from acts in Gen.ArrayOf(Gen.Elements(Letters.ToCharArray()), length)
        select new ReadingStory(seed, new string(acts)));
}
