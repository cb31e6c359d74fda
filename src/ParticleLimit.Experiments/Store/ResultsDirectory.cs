namespace ParticleLimit.Experiments;

/// <summary>The names of the files in a results directory (DESIGN's contract).</summary>
/// <param name="Root">The directory.</param>
public sealed record ResultsDirectory(string Root)
{
    /// <summary>The specification in full and where, when and by what it was run.</summary>
    public string Manifest => Path.Combine(Root, "manifest.json");

    /// <summary>Every measured number, tidy.</summary>
    public string Results => Path.Combine(Root, "results.csv");

    /// <summary>The fitted orders.</summary>
    public string Fits => Path.Combine(Root, "fits.json");

    /// <summary>The error budget of the finest cell.</summary>
    public string Budget => Path.Combine(Root, "budget.json");

    /// <summary>The reference on its grid.</summary>
    public string Fields => Path.Combine(Root, "fields.h5");

    /// <summary>The density of a first-order system's reference.</summary>
    public string Profiles => Path.Combine(Root, "profiles.csv");

    /// <summary>How a computed reference did on its way.</summary>
    public string Diagnostics => Path.Combine(Root, "diagnostics.csv");

    /// <summary>The one-page report.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>The figures.</summary>
    public string Figures => Path.Combine(Root, "figures");

    /// <summary>One file per finished cell.</summary>
    public string Cells => Path.Combine(Root, "cells");
}
