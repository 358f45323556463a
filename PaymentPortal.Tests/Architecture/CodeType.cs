using Microsoft.AspNetCore.Components;

namespace PaymentPortal.Tests.Architecture;

/// <summary>A type of the product that stands in a namespace or folder, with the names of all types that it uses; what is nested in it, or generated from it, counts as its own.</summary>
/// <param name="Type">The type.</param>
/// <param name="Uses">Full names of the types used; a using directive stands as <c>Namespace.*</c>.</param>
internal sealed record CodeType(Type Type, IReadOnlySet<string> Uses)
{
    public string Name { get; } = Names.Of(Type);

    public string? Folder { get; } = Names.FolderOf(Names.Of(Type));

    public bool IsComponent => Type.IsAssignableTo(typeof(IComponent));
}
