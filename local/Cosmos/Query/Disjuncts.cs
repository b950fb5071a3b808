namespace Chat.Local.Cosmos.Query;

/// <summary>A filter as alternatives of index terms. They find at least every item that matches; the filter itself is
/// evaluated on what they find, so a part that no index answers is simply left out.</summary>
internal static class Disjuncts
{
    // A batch's worth, and some; SQLite takes 500 look-ups in one statement.
    private const int MaximumAlternatives = 128;

    public static IReadOnlyList<IReadOnlyList<IndexTerm>> Of(Expression? filter, Row constants)
    {
        var alternatives = Alternatives(filter, constants);
        // One alternative without terms means that everything is a candidate.
        return alternatives.Any(terms => terms.Count == 0) ? [[]] : alternatives;
    }

    private static IReadOnlyList<IReadOnlyList<IndexTerm>> Alternatives(
        Expression? filter, Row constants) => filter switch
    {
        Or or => AnyOf(or, constants),
        And and => AllOf(and, constants),
        _ when filter is not null && IndexTerm.Of(filter, constants) is { } term => [[term]],
        _ => [[]],
    };

    private static List<IReadOnlyList<IndexTerm>> AnyOf(Or or, Row constants)
    {
        if (or.Terms.Count > MaximumAlternatives)
        {
            return [[]];
        }

        var all = or.Terms.SelectMany(term => Alternatives(term, constants)).ToList();
        return all.Count > MaximumAlternatives ? [[]] : all;
    }

    private static IReadOnlyList<IReadOnlyList<IndexTerm>> AllOf(And and, Row constants)
    {
        IReadOnlyList<IReadOnlyList<IndexTerm>> found = [[]];
        foreach (var term in and.Terms)
        {
            var next = Alternatives(term, constants);
            // Leaving a term out only widens the candidates.
            if (found.Count * next.Count <= MaximumAlternatives)
            {
                found =
                [
                    .. found.SelectMany(_ => next, (left, right) => (IReadOnlyList<IndexTerm>)[.. left, .. right]),
                ];
            }
        }

        return found;
    }
}
