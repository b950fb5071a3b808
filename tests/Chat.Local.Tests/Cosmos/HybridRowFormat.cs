using System.Text;
using Chat.Local.Cosmos;
using Chat.Local.Cosmos.Batch;
using Chat.Local.Cosmos.Items;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Chat.Local.Tests.Cosmos;

/// <summary>The binary format of batches.</summary>
public sealed class HybridRowFormat
{
    [Fact]
    public void A_create_is_laid_out_as_the_SDK_sends_it()
    {
        var body = Encoding.UTF8.GetBytes("""{"id":"m00101","text":""" + "\"" + new string('x', 113 - 25) + "\"}");
        Assert.Equal(113, body.Length);
        var stream = RecordIo.Write([new BatchOperation(ItemVerb.Create, null, null, body, null, null, false).Write()]);
        var bytes = Convert.ToHexString(stream);
        Assert.StartsWith("81F0D8FF7F010A000000" + "81F1D8FF7F80000000", bytes, StringComparison.Ordinal);
        Assert.StartsWith("817054E17F43000000000200000071" + "7B226964223A226D3030313031", bytes[46..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_batch_is_answered_byte_for_byte_as_observed()
    {
        ItemResult[] results = [new(424, null, null, 0), new(412, null, null, 1, 1110)];
        Assert.Equal(
            "81F0D8FF7F010A000000"
            + "81F1D8FF7F18000000E3C14E24817154E17F03A80100000000000010060000000000000000"
            + "81F1D8FF7F18000000F0D4A9E1817154E17F039C0100005604000010" + "06000000000000F03F",
            Convert.ToHexString(RecordIo.Write(results.Select(BatchResult.Write))));
    }

    [Property(Arbitrary = [typeof(Operations)])]
    public void Operations_survive_the_way_through_the_format(Sample[] samples)
    {
        var operations = samples.Select(sample => sample.Operation).ToList();
        var read = RecordIo.Read(RecordIo.Write(operations.Select(operation => operation.Write()))).Select(BatchOperation.Read);
        Assert.Equal(operations.Select(Comparable), read.Select(Comparable));
    }

    [Property(Arbitrary = [typeof(Operations)])]
    public void A_damaged_stream_is_refused_and_never_crashes(Sample sample, int place, byte damage)
    {
        var stream = RecordIo.Write([sample.Operation.Write()]);
        var at = 10 + (int)((uint)place % (stream.Length - 10));
        if (damage == 0)
        {
            return;
        }

        stream[at] ^= damage;
        var refusal = Assert.Throws<CosmosError>(() => RecordIo.Read(stream).Select(BatchOperation.Read).ToList());
        Assert.Equal(400, refusal.Status);
    }

    [Property(Arbitrary = [typeof(Operations)])]
    public void A_stream_cut_off_anywhere_is_refused(Sample sample, int place)
    {
        var stream = RecordIo.Write([sample.Operation.Write()]);
        var length = 11 + (int)((uint)place % (stream.Length - 11));
        Assert.Throws<CosmosError>(() => RecordIo.Read(stream.AsMemory(0, length)).Select(BatchOperation.Read).ToList());
    }

    private static (ItemVerb, string?, string?, string, string?, string?, bool) Comparable(BatchOperation operation) => (
        operation.Verb, operation.PartitionKey, operation.Id, Convert.ToHexString(operation.Body.Span),
        operation.IfMatch, operation.IfNoneMatch, operation.MinimalReturn);

    /// <summary>An operation in public terms: a test's parameters are public.</summary>
    public sealed record Sample(int Verb, string? Key, string? Id, byte[] Body, string? IfMatch, string? IfNoneMatch, bool Minimal)
    {
        internal BatchOperation Operation => new((ItemVerb)Verb, Key, Id, Body, IfMatch, IfNoneMatch, Minimal);
    }

    /// <summary>Operations with every combination of fields, and bodies longer than one byte of length.</summary>
    internal static class Operations
    {
        public static Arbitrary<Sample> Any()
        {
            var text = Gen.OneOf(
                Gen.Constant<string?>(null),
                Gen.Elements<string?>("", "a", "[\"ch1\",0.0]", "\"etag\"", "käse-日本", new string('x', 200)));
            var body = Gen.Choose(0, 400).SelectMany(length => Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(length));
            return (from verb in Gen.Elements(Enum.GetValues<ItemVerb>())
                    from key in text
                    from id in text
                    from ifMatch in text
                    from ifNoneMatch in text
                    from bytes in body
                    from minimal in Gen.Elements(true, false)
                    select new Sample((int)verb, key, id, bytes, ifMatch, ifNoneMatch, minimal)).ToArbitrary();
        }
    }
}
