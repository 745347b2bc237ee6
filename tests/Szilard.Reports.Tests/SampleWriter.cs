namespace Szilard.Reports.Tests;
public class SampleWriter
{
    [Fact]
    public void Write()
    {
        File.WriteAllText("/tmp/rp/one.html", ReportPage.Render(SampleReport.Model()));
        File.WriteAllText("/tmp/rp/three.html", ReportPage.Render(SampleReport.Model(3)));
        File.WriteAllText("/tmp/rp/plain.html", ReportPage.Render(SampleReport.Model(3), PageAssets.Embedded with { Charts = null }));
        File.WriteAllText("/tmp/rp/t.txt", TextTable.Render(SampleReport.Model(3)));
    }
}
