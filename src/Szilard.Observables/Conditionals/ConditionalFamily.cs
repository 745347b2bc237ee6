namespace Szilard.Observables.Conditionals;

/// <summary>How well a family of conditionals tells pairs that it was not fitted to.</summary>
/// <param name="Name">normal, laplace, generalized-normal in flat space; von-mises-fisher, geodesic-normal,
/// geodesic-laplace on the sphere.</param>
/// <param name="Shape">Exponent p of exp(−|d/s|^p); NaN for von Mises–Fisher.</param>
/// <param name="LogLikelihood">Mean over held-out pairs, nats; on the sphere against the surface's
/// measure.</param>
/// <param name="Behind">How far it is behind the best family, nats per pair.</param>
/// <param name="BehindError">Standard error of that difference, pair by pair.</param>
public sealed record ConditionalFamily(
    string Name, double Shape, double LogLikelihood, double Behind, double BehindError);
