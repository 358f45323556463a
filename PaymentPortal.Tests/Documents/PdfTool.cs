using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PaymentPortal.Tests.Documents;

/// <summary>Reads our files with programs that others wrote.</summary>
internal static class PdfTool
{
    /// <summary>The text of each page, laid out as on paper.</summary>
    public static string[] Pages(byte[] pdf) => Run("pdftotext", "poppler-utils", pdf, "-layout", "-enc", "UTF-8", "{file}", "-").TrimEnd('\f').Split('\f');

    public static string Text(byte[] pdf) => string.Join('\n', Pages(pdf));

    public static string Fonts(byte[] pdf) => Run("pdffonts", "poppler-utils", pdf, "{file}");

    public static string Info(byte[] pdf) => Run("pdfinfo", "poppler-utils", pdf, "-isodates", "{file}");

    /// <summary>The first page as it looks.</summary>
    public static string Picture(byte[] pdf) => Run("pdftoppm", "poppler-utils", pdf, "-r", "60", "-l", "1", "-gray", "{file}");

    /// <summary>Fails where the file's structure, its streams or its fonts are not sound.</summary>
    public static void Check(byte[] pdf)
    {
        Run("qpdf", "qpdf", pdf, "--check", "{file}");
        Run("mutool", "mupdf-tools", pdf, "draw", "-q", "-F", "trace", "-o", "/dev/null", "{file}");
    }

    private static string Run(string tool, string package, byte[] pdf, params string[] arguments)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("pdf").FullName, "document.pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            var start = new ProcessStartInfo(tool, arguments.Select(argument => argument == "{file}" ? path : argument))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            using var process = Process.Start(start)!;
            var complaints = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            // Debian builds mutool without colour profiles, and it says so each time.
            var errors = complaints.Result.Replace("warning: ICC support is not available\n", "", StringComparison.Ordinal);
            Assert.True(process.ExitCode == 0 && errors.Length == 0, $"{tool} finds fault with the document: {errors}{output}");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"This test needs {tool}: install the Debian package {package}.");
            throw;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
