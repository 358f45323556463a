using System.Runtime.CompilerServices;
#if !STOCK_PACKAGES
using System.Reflection;
using System.Runtime.Loader;
#endif

namespace PaymentPortal;

/// <summary>Starts the SQLite engine, and lets assemblies built against SQLitePCLRaw 2.1 run on 2.0.6, the version that a partial registry carries.</summary>
internal static class PackageUnification
{
    [ModuleInitializer]
    internal static void Start()
    {
#if !STOCK_PACKAGES
        AssemblyLoadContext.Default.Resolving += static (context, wanted) =>
            wanted.Name is "SQLitePCLRaw.core" ? context.LoadFromAssemblyName(new AssemblyName(wanted.Name)) : null;
#endif
        SQLitePCL.Batteries_V2.Init();
    }
}
