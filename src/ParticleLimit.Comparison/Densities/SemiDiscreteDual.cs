namespace ParticleLimit.Comparison;

/// <summary>sum_i nu_i v_i + int min_i (|z - x_i| - v_i) f dz and its ascent by Newton's method over the particles' potentials v_i.</summary>
/// <remarks>Each particle has a damping of its own, which grows where its cell's mass overshot: cells that are thin rays react so strongly to their
/// potential that one damping for all, or a line search, stops the others too.</remarks>
internal sealed class SemiDiscreteDual
{
    private const double Misplaced = 0.005, LeastGain = 5e-5;
    private const int MostSteps = 8, MostAttempts = 4;

    private readonly DistanceCells cells;
    private readonly double spacing;
    private readonly double[] shares, masses, trial, trialMasses, defects, dampings;
    private readonly List<(long Pair, double Weight)> pairs = [];

    /// <summary>The dual at given potentials.</summary>
    /// <param name="cells">The cells of the particles.</param>
    /// <param name="shares">The particles' weights nu_i.</param>
    /// <param name="start">v_i, replaced as the value rises.</param>
    /// <param name="spacing">The side of a square that holds one particle, about.</param>
    public SemiDiscreteDual(DistanceCells cells, double[] shares, double[] start, double spacing)
    {
        (this.cells, this.shares, this.spacing, Potentials) = (cells, shares, spacing, start);
        int count = shares.Length;
        (trial, masses, trialMasses, defects, dampings) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
        Value = Evaluate(Potentials, masses);
    }

    /// <summary>v_i.</summary>
    public double[] Potentials { get; }

    /// <summary>A lower bound of the dual at the potentials, and so of W1.</summary>
    public double Value { get; private set; }

    /// <summary>The steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>The mass of the density that lies in the wrong cell.</summary>
    public double MisplacedMass { get; private set; } = 1;

    /// <summary>Steps until little mass is misplaced, or nothing is gained.</summary>
    public void Ascend()
    {
        for (; Steps < MostSteps; Steps++)
        {
            MisplacedMass = 0;
            for (int i = 0; i < shares.Length; i++)
            {
                defects[i] = shares[i] - masses[i];
                MisplacedMass += Math.Abs(defects[i]) / 2;
            }

            if (MisplacedMass < Misplaced || !Rise()) return;
        }
    }

    private bool Rise()
    {
        var laplacian = new PairLaplacian(shares.Length, pairs);
        double[] floor = Array.ConvertAll(shares, share => 2 * share / spacing); // about half the diagonal of a usual cell: an empty one has none
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            double[] direction = laplacian.Solve(defects, floor, dampings, tolerance: 1e-3, iterations: 300);
            double slope = 0;
            for (int i = 0; i < shares.Length; i++)
            {
                slope += direction[i] * defects[i];
                trial[i] = Potentials[i] + direction[i];
            }

            if (slope < LeastGain * Value) return false; // twice what the step may gain, far under the width of the bracket
            double value = Evaluate(trial, trialMasses);
            bool rises = value >= Value + 0.1 * slope;
            for (int i = 0; i < shares.Length; i++)
            {
                double left = shares[i] - trialMasses[i];
                bool overshot = left * direction[i] < 0 && Math.Abs(left) > 0.3 * Math.Abs(defects[i]) + 1e-3 * shares[i];
                if (overshot) dampings[i] = Math.Max(4 * dampings[i], shares[i] / spacing);
                else if (rises) dampings[i] /= 4;
            }

            if (!rises) continue;
            Value = value;
            trial.CopyTo(Potentials, 0);
            trialMasses.CopyTo(masses, 0);
            return true;
        }

        return false;
    }

    private double Evaluate(double[] potentials, double[] into)
    {
        pairs.Clear();
        double value = cells.LowerIntegral(potentials, into, pairs);
        for (int i = 0; i < shares.Length; i++) value += shares[i] * potentials[i];
        return value;
    }
}
