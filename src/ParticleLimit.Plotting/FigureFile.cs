namespace ParticleLimit.Plotting;

/// <summary>A figure that was written as Name.svg, Name.pdf and Name.png.</summary>
/// <param name="Name">The file name without its ending.</param>
/// <param name="Caption">What is drawn, and what could not be.</param>
/// <param name="Question">The question it answers.</param>
public sealed record FigureFile(string Name, string Caption, string Question);
