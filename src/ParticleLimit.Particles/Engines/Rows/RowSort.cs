using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A stable counting sort of particles into the rows and cells of a <see cref="RowLayout"/>, shared out to several threads.</summary>
/// <remarks>The particles of each block of rows are counted by their new cells while they are moved; the counts then become places, cell by cell and
/// within a cell block by block. Blocks are consecutive rows, so that the order comes out the same however many they are.</remarks>
/// <param name="domain">Where the particles live.</param>
/// <param name="cutoff">The distance within which they meet.</param>
/// <param name="count">N.</param>
/// <param name="members">The threads that share the new rows.</param>
/// <param name="blocks">The blocks of rows that particles are counted by.</param>
internal sealed unsafe class RowSort(Domain domain, double cutoff, int count, int members, int blocks) : IDisposable
{
    /// <summary>The places left free after each row.</summary>
    public const int Gap = RowScratch.Overrun;

    private readonly RowTally[] tallies = [.. Enumerable.Range(0, blocks).Select(_ => new RowTally(blocks == 1))];
    private readonly int[][] counted = [.. Enumerable.Range(0, members).Select(_ => new int[blocks])];
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

    /// <summary>The blocks of rows that particles are counted by.</summary>
    public int Blocks => blocks;

    /// <summary>What is counted of a block.</summary>
    public RowTally Tally(int block) => tallies[block];

    /// <summary>Lays the next layout over a box.</summary>
    public void Fit(ReadOnlySpan<double> lowest, ReadOnlySpan<double> highest)
    {
        Next.Fit(lowest, highest);
        nextStart.Reserve((Next.Rows + 1) * Next.Stride);
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
            foreach (RowTally tally in tallies)
            {
                if (!tally.Has(row)) continue;
                int* counts = tally.Counts + row * stride;
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
        int first = FirstNewRow(member), last = FirstNewRow(member + 1), cells = Next.Cells, place = 0;
        for (int earlier = 0; earlier < member; earlier++) place += shares[earlier];
        int* starts = nextStart.Address + first * Next.Stride;
        for (int row = first; row < last; row++, starts += Next.Stride)
        {
            int[] with = counted[member];
            int number = 0;
            for (int block = 0; block < blocks; block++)
                if (tallies[block].Has(row)) with[number++] = block;
            int* only = number == 1 ? tallies[with[0]].Counts + row * Next.Stride : null;
            for (int c = 0; c < cells; c++)
            {
                starts[c] = place;
                if (only != null)
                {
                    int particles = only[c];
                    only[c] = place;
                    place += particles;
                    continue;
                }

                for (int k = 0; k < number; k++)
                {
                    int* counts = tallies[with[k]].Counts + row * Next.Stride;
                    int particles = counts[c];
                    counts[c] = place;
                    place += particles;
                }
            }

            starts[cells] = place;
            place = RowScratch.Rounded(place + Gap);
        }

        if (last == Next.Rows) new Span<int>(starts, Next.Stride).Fill(place);
    }

    /// <summary>Notes for each new place of the particles of a block where they come from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Order(int member, int block)
    {
        int* place = tallies[block].Counts, keys = Cell, from = Source;
        int lastRow = FirstRow(block + 1);
        for (int row = FirstRow(block); row < lastRow; row++)
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

    /// <summary>The first row of a block: all have about equally many particles.</summary>
    public int FirstRow(int block)
    {
        // By what is fixed until Finish: a particle is moved with the block that it was counted in.
        if (block == blocks) return Now.Rows;
        long from = (long)Begin(Now.Rows) * block / blocks;
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
        foreach (RowTally tally in tallies) tally.Dispose();
        foreach (GrowingIntegers integers in (GrowingIntegers[])[source, cell, start, nextStart]) integers.Dispose();
    }
}
