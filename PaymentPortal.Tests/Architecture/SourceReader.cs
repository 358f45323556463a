using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentPortal.Tests.Architecture;

/// <summary>Reads off the sources what the compiled code no longer tells: namespaces named by using directives (a constant leaves no other trace), and where each type is declared.</summary>
internal static partial class SourceReader
{
    /// <summary>A type that a file declares.</summary>
    /// <param name="File">The path of the file in the repository.</param>
    /// <param name="Namespace">The namespace that it is declared in.</param>
    /// <param name="Name">The type's full name, without generic arity.</param>
    /// <param name="Usings">The namespaces (<c>Namespace.*</c>) and types that the file's using directives name.</param>
    internal sealed record Declaration(string File, string Namespace, string Name, IReadOnlyList<string> Usings);

    public static IEnumerable<Declaration> Declarations(string path, string text) => Path.GetExtension(path) switch
    {
        ".cs" => InCode(path, text),
        ".razor" when Path.GetFileName(path) != "_Imports.razor" => [InRazor(path, text)],
        _ => [],
    };

    private static IEnumerable<Declaration> InCode(string path, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
        string[] usings =
        [
            .. root.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(directive =>
                directive.NamespaceOrType.ToString() + (directive.Alias is null && directive.StaticKeyword == default ? ".*" : "")),
        ];
        foreach (var type in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
        {
            if (type is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax))
                continue;
            var name = type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;
            var space = string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(ancestor => ancestor.Name.ToString()));
            yield return new Declaration(path, space, space.Length == 0 ? name : $"{space}.{name}", usings);
        }
    }

    private static Declaration InRazor(string path, string text)
    {
        var space = Namespace().Match(text) is { Success: true } said ? said.Groups["name"].Value : Path.GetDirectoryName(path)!.Replace('/', '.');
        return new Declaration(path, space, $"{space}.{Path.GetFileNameWithoutExtension(path)}",
            [.. Using().Matches(text).Select(match => match.Groups["name"].Value + (match.Groups["kind"].Success ? "" : ".*"))]);
    }

    [GeneratedRegex(@"^@using\s+(?<kind>static\s+|\w+\s*=\s*)?(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^@namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
