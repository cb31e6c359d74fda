using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A stable counting sort of particles into the rows and cells of a <see cref="RowLayout"/>, shared out to several threads.</summary>
/// <remarks>Each member of the team counts the particles of its own rows by their new cells while it moves them; the counts then become places, cell by cell and
/// within a cell member by member. Members hold consecutive rows, so that the order comes out the same however many they are.</remarks>
/// <param name="domain">Where the particles live.</param>
/// <param name="cutoff">The distance within which they meet.</param>
/// <param name="count">N.</param>
/// <param name="members">The members of the team.</param>
internal sealed unsafe class RowSort(Domain domain, double cutoff, int count, int members) : IDisposable
{
    /// <summary>The places left free after each row.</summary>
    public const int Gap = RowScratch.Overrun;

    private readonly GrowingIntegers[] tallies = [.. Enumerable.Range(0, members).Select(_ => new GrowingIntegers())];
    private readonly GrowingIntegers source = new();
    private readonly GrowingIntegers cell = new();
    private GrowingIntegers start = new();
    private GrowingIntegers nextStart = new();
    private readonly int[] shares = new int[members];
    private int nextPlaces;

    /// <summary>The layout that the particles are in.</summary>
    public RowLayout Now { get; private set; } = new(domain, cutoff, count);

    /// <summary>The layout that the particles are being moved into.</summary>
    public RowLayout Next { get; private set; } = new(domain, cutoff, count);

    /// <summary>The place of the first particle of each cell of <see cref="Now"/>: cell c of row r at r <see cref="RowLayout.Stride"/> + c; after the last cell, where the row ends.
    /// One more row follows the last, an empty one.</summary>
    public int* Start => start.Address;

    /// <summary>The new cell of each particle, by its present place.</summary>
    public int* Cell => cell.Address;

    /// <summary>The former place of each particle, by its present place.</summary>
    public int* Source => source.Address;

    /// <summary>The places that all rows and their gaps take at present, at most.</summary>
    public int Places { get; private set; }

    /// <summary>Where a row begins.</summary>
    public int Begin(int row) => Start[row * Now.Stride];

    /// <summary>Where a row ends and its gap begins.</summary>
    public int End(int row) => Start[row * Now.Stride + Now.Cells];

    /// <summary>Takes the particles as one row, in the order that they have.</summary>
    public void Begin()
    {
        start.Reserve(3);
        (start.Address[0], start.Address[1], start.Address[2]) = (0, count, count + Gap);
        Places = count + Gap;
        cell.Reserve(Places);
    }

    /// <summary>The particles of each new cell that a member has counted so far, to be counted up.</summary>
    public int* Tally(int member) => tallies[member].Address;

    /// <summary>Starts a member's counts from nothing.</summary>
    public void ClearTally(int member) => new Span<int>(Tally(member), Next.Rows * Next.Stride).Clear();

    /// <summary>Lays the next layout over a box.</summary>
    public void Fit(ReadOnlySpan<double> lowest, ReadOnlySpan<double> highest)
    {
        Next.Fit(lowest, highest);
        int entries = Next.Rows * Next.Stride;
        nextStart.Reserve(entries + Next.Stride);
        foreach (GrowingIntegers tally in tallies) tally.Reserve(entries);
    }

    /// <summary>Makes room for what <see cref="Measure"/> and <see cref="Place"/> find.</summary>
    public void Prepare()
    {
        nextPlaces = RowScratch.Rounded(count) + (Next.Rows + 1) * RowScratch.Rounded(Gap + RowRecords.Batch - 1); // whatever the counts are: room once made is enough
        source.Reserve(nextPlaces);
    }

    /// <summary>Adds up the places that a member's share of the new rows takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Measure(int member)
    {
        int total = 0, cells = Next.Cells, stride = Next.Stride;
        for (int row = FirstNewRow(member); row < FirstNewRow(member + 1); row++)
        {
            int particles = 0;
            foreach (GrowingIntegers tally in tallies)
            {
                int* counts = tally.Address + row * stride;
                for (int c = 0; c < cells; c++) particles += counts[c];
            }

            total += RowScratch.Rounded(particles + Gap);
        }

        shares[member] = total;
    }

    /// <summary>Turns the counts of a member's share of the new rows into places, once all shares have been measured.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Place(int member)
    {
        int first = FirstNewRow(member), last = FirstNewRow(member + 1), key = first * Next.Stride, place = 0;
        for (int earlier = 0; earlier < member; earlier++) place += shares[earlier];
        int* starts = nextStart.Address;
        for (int row = first; row < last; row++)
        {
            for (int c = 0; c < Next.Cells; c++, key++)
            {
                starts[key] = place;
                foreach (GrowingIntegers tally in tallies)
                {
                    int particles = tally.Address[key];
                    tally.Address[key] = place;
                    place += particles;
                }
            }

            starts[key++] = place;
            place = RowScratch.Rounded(place + Gap);
        }

        if (last == Next.Rows) new Span<int>(starts + key, Next.Stride).Fill(place);
    }

    /// <summary>Notes for each new place of the particles of a member's rows where they come from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Order(int member)
    {
        int* place = Tally(member), keys = Cell, from = Source;
        int lastRow = FirstRow(member + 1);
        for (int row = FirstRow(member); row < lastRow; row++)
        {
            int end = End(row);
            for (int i = Begin(row); i < end; i++) from[place[keys[i]]++] = i;
        }
    }

    /// <summary>Makes the next layout the present one.</summary>
    public void Finish()
    {
        (Now, Next) = (Next, Now);
        (start, nextStart) = (nextStart, start);
        Places = nextPlaces;
        cell.Reserve(Places);
    }

    /// <summary>The first row of a member's share: rows are shared out so that all have about equally many particles.</summary>
    public int FirstRow(int member)
    {
        // By what is fixed until Finish: those who count a particle must be those who move it.
        if (member == members) return Now.Rows;
        long from = (long)Begin(Now.Rows) * member / members;
        int low = 0, high = Now.Rows;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Begin(middle) >= from) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private int FirstNewRow(int member) => (int)((long)Next.Rows * member / members);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GrowingIntegers integers in (GrowingIntegers[])[.. tallies, source, cell, start, nextStart]) integers.Dispose();
    }
}
