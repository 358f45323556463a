using System.Runtime.CompilerServices;
#if !STOCK_PACKAGES
using System.Reflection;
using System.Runtime.Loader;
#endif

namespace PaymentPortal.Tests.Support;

/// <summary>Does for the tests what the app does at its start for itself, and lets bunit run on the version of AngleSharp.Diffing that a partial registry carries.</summary>
internal static class PackageUnification
{
    [ModuleInitializer]
    internal static void Start()
    {
#if !STOCK_PACKAGES
        AssemblyLoadContext.Default.Resolving += static (context, wanted) =>
            wanted.Name is "AngleSharp.Diffing" ? context.LoadFromAssemblyName(new AssemblyName(wanted.Name)) : null;
#endif
        RuntimeHelpers.RunModuleConstructor(typeof(Program).Module.ModuleHandle);
    }
}
