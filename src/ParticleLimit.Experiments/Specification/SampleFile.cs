using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Reads a cloud of particles from CSV with the header x0[,x1..],v0[,v1..], or of positions alone with the header x0.</summary>
internal static class SampleFile
{
    public static SampleState Read(string path, int dimension)
    {
        StoredCloud cloud = CloudFile.Read(path);
        if (cloud.Dimension != dimension || !cloud.HasVelocities || cloud.Points.Weights is not null)
            throw new InvalidDataException($"'{path}' with {cloud.Dimension} position(s){(cloud.HasVelocities ? "" : ", no velocity")}{(cloud.Points.Weights is null ? "" : ", weights")}; "
                + $"{dimension} position(s), as many velocities and no weight are needed on each line");
        double[][] columns = cloud.Points.Coordinates;
        return new SampleState(columns[..dimension], columns[dimension..]);
    }

    /// <summary>Positions alone, as the continuous law that runs through them.</summary>
    public static PositionState ReadPositions(string path)
    {
        StoredCloud cloud = CloudFile.Read(path);
        if (cloud.Dimension != 1 || cloud.HasVelocities || cloud.Points.Weights is not null)
            throw new InvalidDataException($"'{path}' with {cloud.Dimension} position(s){(cloud.HasVelocities ? ", velocities" : "")}{(cloud.Points.Weights is null ? "" : ", weights")}; one position and no more is needed on each line");
        try
        {
            return new PositionState(new SampledMarginal(cloud.Points.Coordinates[0]));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
    }
}
