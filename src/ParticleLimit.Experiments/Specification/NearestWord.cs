namespace ParticleLimit.Experiments;

/// <summary>Finds the word that was probably meant.</summary>
internal static class NearestWord
{
    /// <summary>The word at the smallest edit distance, if that is small against the word's length; else null.</summary>
    public static string? To(string found, IEnumerable<string> words)
    {
        (string? word, int distance) = words.Select(word => (word, Distance(found, word))).OrderBy(pair => pair.Item2).FirstOrDefault();
        return word is not null && distance <= Math.Max(2, word.Length / 3) ? word : null;
    }

    // Levenshtein's distance, row by row, without regard to case.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                int change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
