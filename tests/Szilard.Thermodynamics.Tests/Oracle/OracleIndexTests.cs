using System.Reflection;

namespace Szilard.Thermodynamics.Tests.Oracle;

/// <summary>The values of the reference oracle are found by their T-number: the name of a test begins with
/// it.</summary>
public class OracleIndexTests
{
    [Fact]
    public void Every_value_of_the_oracle_has_its_test()
    {
        string[] wanted = [.. Enumerable.Range(1, 34).Select(n => $"T{n}"), "T4b", "T10b", "T10c", "T12b"];
        string[] there =
        [
            .. typeof(OracleIndexTests).Assembly.GetTypes().Where(
                t => t.Namespace == typeof(OracleIndexTests).Namespace)
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Select(
                    m => m.Name.Split('_')[0]),
        ];
        Assert.Empty(wanted.Except(there));
    }
}
