using System.Reflection;
using System.Runtime.Loader;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace PaymentPortal.Tests.Architecture;

/// <summary>What the rules look at: the compiled types with what they use, the files of the repository, and the documentation that the compiler wrote.</summary>
internal sealed class CodeBase
{
    private static readonly Lazy<CodeBase> Read = new(() =>
    {
        var assembly = typeof(Program).Assembly;
        return new CodeBase(assembly, RepositoryFiles.Read(), XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")));
    });

    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("PaymentPortal", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private CodeBase(Assembly assembly, IReadOnlyDictionary<string, string> files, XDocument documentation)
    {
        Files = files;
        AllTypes = [.. assembly.GetTypes().Where(type => !Names.Of(type).StartsWith('<'))];
        Documented = [.. documentation.Descendants("member").Select(member => (string)member.Attribute("name")!)];
        Declarations =
        [
            .. files.Where(file => file.Key.StartsWith("PaymentPortal/", StringComparison.Ordinal))
                .SelectMany(file => SourceReader.Declarations(file.Key, file.Value)),
        ];
        var usings = Declarations.ToLookup(declaration => declaration.Name, declaration => declaration.Usings);
        Types =
        [
            .. AllTypes.GroupBy(Names.Of)
                .Select(family => new CodeType(
                    family.FirstOrDefault(type => !type.IsNested && type.Namespace?.StartsWith("__Blazor", StringComparison.Ordinal) != true) ?? family.First(),
                    family.SelectMany(UsageReader.NamesUsedBy).Concat(usings[family.Key].SelectMany(used => used)).Where(used => used != family.Key).ToHashSet())),
        ];
    }

    /// <summary>The product as it was built, and the repository that it was built from.</summary>
    public static CodeBase OfTheProduct => Read.Value;

    /// <summary>The outermost types.</summary>
    public IReadOnlyList<CodeType> Types { get; }

    /// <summary>All types, the nested ones too.</summary>
    public IReadOnlyList<Type> AllTypes { get; }

    /// <summary>The text of every file, by its path in the repository.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Where each type is declared.</summary>
    public IReadOnlyList<SourceReader.Declaration> Declarations { get; }

    /// <summary>The documentation ids of everything that has a doc comment, such as <c>T:PaymentPortal.Shared.Money</c>.</summary>
    public IReadOnlyList<string> Documented { get; }

    /// <summary>A small code base made of these files; those in C# are compiled and then read like the product.</summary>
    public static CodeBase Compile(IReadOnlyDictionary<string, string> files)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
        var trees = files.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(file.Value, new CSharpParseOptions(documentationMode: DocumentationMode.Parse), file.Key));
        using var code = new MemoryStream();
        using var documentation = new MemoryStream();
        var result = CSharpCompilation.Create("Planted", trees, References.Value, options)
            .Emit(code, xmlDocumentationStream: documentation, options: new EmitOptions());
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error)));
        code.Position = documentation.Position = 0;
        return new CodeBase(new AssemblyLoadContext("Planted").LoadFromStream(code), files, XDocument.Load(documentation));
    }
}
