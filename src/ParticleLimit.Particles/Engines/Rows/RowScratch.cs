namespace ParticleLimit.Particles;

/// <summary>What one thread needs while it works on a chunk of a row. Not on the stack: a method that takes stack space is compiled once, before it is known to be hot, and several times slower.</summary>
internal sealed unsafe class RowScratch : IDisposable
{
    /// <summary>The particles of a chunk.</summary>
    public const int Chunk = 128;

    /// <summary>The columns of one particle's numbers: as many as its record has, and at least a line of it.</summary>
    private const int Columns = 10;

    /// <summary>From one column to the next: columns a part of a page apart would share addresses within pages, by which the processor takes loads and stores for the same.</summary>
    public const int Apart = Chunk + 3 * 8;

    /// <summary>How far a vector may reach beyond the particles meant.</summary>
    public const int Overrun = 8;

    /// <summary>The room of an array here.</summary>
    public const int Width = Chunk + Overrun;

    private readonly NativeBlock integers = new(6 * Width * sizeof(int));
    private readonly NativeBlock doubles = new((4 + 4 + 1 + Columns) * Apart * sizeof(double));
    private readonly NativeBlock rows = new(2 * Surroundings.Size * sizeof(double));

    /// <summary>The lowest cell within reach of each particle; below 0 across the seam.</summary>
    public int* Low => integers.Integers;

    /// <summary>The highest cell within reach.</summary>
    public int* High => integers.Integers + Width;

    /// <summary>The half row along axis 1.</summary>
    public int* Half => integers.Integers + 2 * Width;

    /// <summary>Four numbers a particle: sum_j psi (w_j - w_i) along the axes, and last sum_j psi.</summary>
    public double* Sums => doubles.Doubles;

    /// <summary>The squared distance of each particle's velocity from the mean.</summary>
    public double* Squares => doubles.Doubles + 8 * Apart;

    /// <summary>A count, up to full batches.</summary>
    public static int Rounded(int count) => (count + RowRecords.Batch - 1) / RowRecords.Batch * RowRecords.Batch;

    /// <summary>The cells of the particles along an axis.</summary>
    public int* Cells(int axis) => integers.Integers + (3 + axis) * Width;

    /// <summary>One of the four sums of each particle.</summary>
    public double* SumColumn(int number) => doubles.Doubles + (4 + number) * Apart;

    /// <summary>One of the numbers of each particle, as its record has them.</summary>
    public double* Column(int number) => doubles.Doubles + (9 + number) * Apart;

    /// <summary>Where the neighbours of the particles in the lower (0) or the upper (1) half of the present row are.</summary>
    public Surroundings Around(int half) => new(rows.Doubles + half * Surroundings.Size);

    /// <inheritdoc/>
    public void Dispose()
    {
        integers.Dispose();
        doubles.Dispose();
        rows.Dispose();
    }

    /// <summary>The rows around one half of a row.</summary>
    /// <param name="memory">Where it is kept.</param>
    public readonly struct Surroundings(double* memory)
    {
        /// <summary>The room it takes, in numbers.</summary>
        public const int Size = 24;

        /// <summary>For each row around, itself first, the first particle of each cell; those of the empty row where the domain ends.</summary>
        public int** Cells => (int**)memory;

        /// <summary>For each row what to add to x_j - x_i along axis 1.</summary>
        public double* Shift1 => memory + 6;

        /// <summary>The same along axis 2.</summary>
        public double* Shift2 => memory + 12;

        /// <summary>Whether a row is shifted.</summary>
        public bool* Shifted => (bool*)(memory + 18);

        /// <summary>The number of rows around.</summary>
        public static int Most(int dimension) => dimension == 2 ? 2 : 6;
    }
}
