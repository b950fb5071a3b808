using FsCheck;
using FsCheck.Fluent;

namespace Chat.Functions.Tests.Retention;

/// <summary>What happens to one log over weeks, drawn by chance.</summary>
/// <param name="Acts">In this order: a letter for what happens.</param>
public sealed record KeepingStory(int Seed, string Acts)
{
    /// <summary>m essage, c hange, t runcation run, h our or d ays pass, e rasure, f ault that an erasure or truncation meets.</summary>
    private const string Letters = "mmmmmmmmcccccccctttthddeef";

    public static Arbitrary<KeepingStory> Arbitrary() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 100)
        from length in Gen.Choose(10, 80)
        from acts in Gen.ArrayOf(Gen.Elements(Letters.ToCharArray()), length)
        select new KeepingStory(seed, new string(acts)));
}
