namespace ParticleLimit.Comparison;

/// <summary>A cloud whose points have been merged, cell by cell, in their weighted barycentre.</summary>
/// <param name="Cloud">The barycentres with the cells' weights.</param>
/// <param name="MoveCost">The sum of weight times distance moved: a bound of W1 between the cloud and its quantisation.</param>
internal sealed record QuantisedCloud(PointCloud Cloud, double MoveCost);
