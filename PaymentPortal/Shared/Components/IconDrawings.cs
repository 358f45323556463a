using System.Collections.Frozen;

namespace PaymentPortal.Shared.Components;

/// <summary>The drawings of <see cref="Icon"/> by name.</summary>
public static class IconDrawings
{
    private static readonly FrozenDictionary<string, string> Drawings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dashboard"] = """<path d="M4 20V10M10 20V4M16 20v-7M21 20H3"/>""",
        ["payments"] = """<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M3 10h18M7 15h3"/>""",
        ["customers"] = """<circle cx="9" cy="8" r="3.5"/><path d="M3 20c.4-3.6 2.8-5.5 6-5.5s5.6 1.9 6 5.5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17.5 14.8c2 .7 3.2 2.5 3.5 5.2"/>""",
        ["events"] = """<path d="M13 3 5 13.5h6L10.5 21 19 10.5h-6z"/>""",
        ["invoice"] = """<path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5"/>""",
        ["document"] = """<path d="M7 3h7l5 5v11a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM14 3v5h5"/>""",
        ["download"] = """<path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 20h15"/>""",
        ["mail"] = """<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>""",
        ["user"] = """<circle cx="12" cy="8" r="4"/><path d="M4.5 21c.6-4.2 3.4-6.5 7.5-6.5s6.9 2.3 7.5 6.5"/>""",
        ["organisation"] = """<path d="M5 21V5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v16M15 10h3a2 2 0 0 1 2 2v9M3 21h18M9 8h2M9 12h2M9 16h2"/>""",
        ["sign-out"] = """<path d="M10 4H6.5A2.5 2.5 0 0 0 4 6.5v11A2.5 2.5 0 0 0 6.5 20H10M15 8l4 4-4 4M19 12H9.5"/>""",
        ["menu"] = """<path d="M4 7h16M4 12h16M4 17h16"/>""",
        ["more"] = """<path d="M5.5 12h.01M12 12h.01M18.5 12h.01"/>""",
        ["search"] = """<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>""",
        ["chevron-down"] = """<path d="m6 9.5 6 6 6-6"/>""",
        ["chevron-right"] = """<path d="m9.5 6 6 6-6 6"/>""",
        ["chevron-left"] = """<path d="m14.5 6-6 6 6 6"/>""",
        ["arrow-right"] = """<path d="M4.5 12h15M13.5 6l6 6-6 6"/>""",
        ["external"] = """<path d="M10 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V14M14 4h6v6M20 4l-9 9"/>""",
        ["copy"] = """<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5.5 15H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v.5"/>""",
        ["check"] = """<path d="m5 12.5 4.5 4.5L19 7.5"/>""",
        ["cross"] = """<path d="m6 6 12 12M18 6 6 18"/>""",
        ["plus"] = """<path d="M12 5v14M5 12h14"/>""",
        ["minus"] = """<path d="M5 12h14"/>""",
        ["good"] = """<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.8L16 9.8"/>""",
        ["attention"] = """<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1"/>""",
        ["failed"] = """<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>""",
        ["ended"] = """<circle cx="12" cy="12" r="9"/><path d="M8.5 12h7"/>""",
        ["waiting"] = """<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.3 2"/>""",
        ["info"] = """<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>""",
        ["refresh"] = """<path d="M20 12a8 8 0 1 1-2.6-5.9M20 4v4.5h-4.5"/>""",
        ["inbox"] = """<path d="M4 13.5 6.5 5h11L20 13.5V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20"/>""",
        ["connection"] = """<path d="M3.5 9.5a12.5 12.5 0 0 1 17 0M6.8 13a7.8 7.8 0 0 1 10.4 0M10 16.4a3.2 3.2 0 0 1 4 0M12 20v.1"/>""",
        ["lock"] = """<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>""",
        ["shield"] = """<path d="M12 3 5 5.5V11c0 4.8 2.8 8.2 7 10 4.2-1.8 7-5.2 7-10V5.5zM9 11.8l2.2 2.2L15.2 10"/>""",
        ["sun"] = """<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>""",
        ["moon"] = """<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z"/>""",
        ["phone"] = """<rect x="7" y="2.5" width="10" height="19" rx="2.5"/><path d="M11 18.5h2"/>""",
        ["system"] = """<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M9 20h6M12 16v4"/>""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The inner SVG of a drawing.</summary>
    /// <exception cref="ArgumentException">There is no drawing of that name.</exception>
    public static string Of(string name) =>
        Drawings.TryGetValue(name, out var drawing) ? drawing : throw new ArgumentException($"There is no icon '{name}'.", nameof(name));
}
