using System.Text.Json;
using Chat.Local.Cosmos;
using Chat.Local.Cosmos.Keys;
using Chat.Local.Cosmos.Query;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Chat.Local.Tests.Cosmos;

/// <summary>Partition keys on the ring, and the order of values.</summary>
public sealed class KeyFormat
{
    [Theory]
    [InlineData("""["t1"]""", "3D48BB14DA9D090D22112C96695028B6")]
    [InlineData("""["big"]""", "3C519E2F2EC2E9DBB18F55FFC681BC6C")]
    [InlineData("""["big",3]""", "3C519E2F2EC2E9DBB18F55FFC681BC6C192FBBAA0435B36FED85610B205D4DC0")]
    [InlineData("""["big",3.0]""", "3C519E2F2EC2E9DBB18F55FFC681BC6C192FBBAA0435B36FED85610B205D4DC0")]
    public void A_key_lies_where_the_SDK_puts_it(string header, string epk) =>
        Assert.Equal(epk, EffectivePartitionKey.Of(PartitionKeyHeader.Parse(header)));

    [Theory]
    [InlineData("[5]", "[5.0]")]
    [InlineData("[5]", "[5e0]")]
    [InlineData("[0]", "[0.00]")]
    [InlineData("""["\u00e4"]""", """["ä"]""")]
    public void One_value_written_in_two_ways_is_one_key(string one, string other) =>
        Assert.Equal(EffectivePartitionKey.Of(PartitionKeyHeader.Parse(one)), EffectivePartitionKey.Of(PartitionKeyHeader.Parse(other)));

    [Fact]
    public void Missing_null_boolean_number_and_text_are_different_keys()
    {
        string[] headers = ["[{}]", "[null]", "[true]", "[false]", "[0]", "[1]", """["0"]""", """[""]""", """["null"]"""];
        Assert.Equal(headers.Length, headers.Select(header => EffectivePartitionKey.Of(PartitionKeyHeader.Parse(header))).Distinct().Count());
    }

    [Property(Arbitrary = [typeof(Scalars)])]
    public void Sort_keys_order_values_as_the_language_does(JsonElement left, JsonElement right)
    {
        var order = Math.Sign(SortKey.Of(left).AsSpan().SequenceCompareTo(SortKey.Of(right)));
        var expected = Values.Compare(left, right) is { } same ? Math.Sign(same) : Math.Sign(Rank(left) - Rank(right));
        Assert.Equal(expected, order);
        Assert.Equal(expected == 0, Values.AreEqual(left, right));
    }

    [Property(Arbitrary = [typeof(Scalars)])]
    public void A_sort_key_is_found_inside_a_document(JsonElement value)
    {
        var document = Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("before");
            writer.WriteStartObject();
            writer.WriteString("value", "not this one");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteStartObject("deep");
            writer.WritePropertyName("value");
            value.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        Assert.Equal(SortKey.Of(value), SortKey.At(document, JsonPath.Parse("/deep/value")));
        Assert.Equal([SortKey.Undefined], SortKey.At(document, JsonPath.Parse("/deep/none")));
        Assert.Equal([SortKey.Undefined], SortKey.At(document, JsonPath.Parse("/deep/value/none")));
    }

    [Fact]
    public void Text_is_ordered_by_code_point() =>
        Assert.Equal(-1, Values.Compare(JsonElement.Parse("\"\\uFFEE\""), JsonElement.Parse("\"😀\"")));

    private static int Rank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => 0,
        JsonValueKind.False => 1,
        JsonValueKind.True => 2,
        JsonValueKind.Number => 3,
        _ => 4,
    };

    /// <summary>Scalars close to each other, so that equal ones and neighbours come up.</summary>
    internal static class Scalars
    {
        public static Arbitrary<JsonElement> Any() => Gen.OneOf(
            Gen.Elements("null", "true", "false", "0", "-0.0", "0.0", "5", "5.0", "5e0", "-5", "1e300", "-1e300", "1e-300"),
            Gen.Choose(-20, 20).Select(number => FormattableString.Invariant($"{number / 4.0}")),
            Gen.Elements("", "a", "A", "ab", "b", "ä", "日", "\uFFEE", "😀", "5", "null").Select(text => JsonSerializer.Serialize(text)))
            .Select(json => JsonElement.Parse(json)).ToArbitrary();
    }
}
