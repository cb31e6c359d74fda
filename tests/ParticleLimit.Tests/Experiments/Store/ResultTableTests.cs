using CsCheck;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

public class ResultTableTests
{
    private static readonly Gen<ResultRow> Rows =
        from particles in Gen.Int[1, 1_000_000_000]
        from replica in Gen.Int[-1, 100]
        from numbers in Gen.Double[-1e9, 1e9].Array[3]
        from bounds in Gen.Bool
        select new ResultRow(
            particles, numbers[0], replica, numbers[1], "w1-position", numbers[2], bounds ? numbers[0] : double.NaN, bounds ? numbers[1] : double.NaN);

    [Fact]
    public void Rows_read_back_to_the_same_bits() => Rows.List[0, 20].Sample(
        rows =>
        {
            using var folder = new TemporaryFolder();
            ResultTable.Write(folder["results.csv"], Specifications.Tiny(), rows);
            return rows.SequenceEqual(ResultTable.Read(folder["results.csv"]));
        },
        iter: 50);

    [Fact]
    public void A_malformed_line_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["results.csv"], ResultTable.Header + "\na,b,1,2\n");
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => ResultTable.Read(folder["results.csv"]));
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }
}
