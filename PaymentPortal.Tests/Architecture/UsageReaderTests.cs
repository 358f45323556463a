namespace PaymentPortal.Tests.Architecture;

public sealed class UsageReaderTests
{
    [Theory]
    [InlineData("a base class", "class User : Used;")]
    [InlineData("an interface", "class User : IUsed;")]
    [InlineData("a generic argument of a base class", "class User : System.Collections.Generic.List<Used>;")]
    [InlineData("a constraint", "class User<T> where T : Used;")]
    [InlineData("an attribute", "[Marked] class User;")]
    [InlineData("a type named in an attribute", "[System.ComponentModel.TypeConverter(typeof(Used))] class User;")]
    [InlineData("an attribute of a parameter", "class User { void Take([Marked] int number) { } }")]
    [InlineData("a field", "class User { Used? field; }")]
    [InlineData("an array of a generic type", "class User { System.Collections.Generic.Dictionary<string, Used[]>? field; }")]
    [InlineData("a property", "class User { Used? Property { get; set; } }")]
    [InlineData("an event", "class User { event System.Action<Used>? Happened { add { } remove { } } }")]
    [InlineData("a parameter", "class User { void Take(Used used) { } }")]
    [InlineData("a parameter by reference", "class User { void Take(ref Used used) { } }")]
    [InlineData("what a method returns", "class User { Used? Give() => null; }")]
    [InlineData("a constraint of a method", "class User { void Take<T>() where T : Used { } }")]
    [InlineData("a function pointer", "unsafe class User { delegate*<Used, void> pointer; }")]
    [InlineData("a local", "class User { void Do() { Used? used = null; System.GC.KeepAlive(used); } }")]
    [InlineData("a constructor called", "class User { object Make() => new Used(); }")]
    [InlineData("a static method called", "class User { void Do() => Used.Call(); }")]
    [InlineData("a generic method's argument", "class User { object Make() => System.Activator.CreateInstance<Used>(); }")]
    [InlineData("a static field read", "class User { object? Read() => Used.Field; }")]
    [InlineData("a cast", "class User { bool Is(object thing) => thing is Used; }")]
    [InlineData("typeof", "class User { object Read() => typeof(Used); }")]
    [InlineData("a caught exception", "class User { void Do() { try { Other.Call(); } catch (UsedException) { } } }")]
    [InlineData("what a called method returns", "class User { bool Do() => Other.Give() is null; }")]
    [InlineData("a lambda", "class User { System.Func<object> Make() => () => new Used(); }")]
    [InlineData("a closure", "class User { System.Func<object> Make(int number) => () => (number, new Used()); }")]
    [InlineData("a local function", "class User { object Make() { return Inner(); object Inner() => new Used(); } }")]
    [InlineData("an async method", "class User { async System.Threading.Tasks.Task Do() { await System.Threading.Tasks.Task.Yield(); Used.Call(); } }")]
    [InlineData("an iterator", "class User { System.Collections.Generic.IEnumerable<object> Each() { yield return 1; yield return new Used(); } }")]
    [InlineData("a nested type", "class User { class Inner { class Innermost { Used? used; } } }")]
    [InlineData("an extension method", "class User { void Do() => 1.Extended(); }")]
    [InlineData("code behind a large switch", "class User { object? Do(int number) => number switch { 0 => 1, 1 => 2L, 2 => 3.0, 3 => \"4\", 4 => 'c', 5 => 6u, 6 => new Used(), _ => null }; }")]
    [InlineData("a default argument", "class User { void Do() => Other.Optional(); }")]
    public void Is_seen_to_use_it_through(string form, string user)
    {
        var code = CodeBase.Compile(new Dictionary<string, string>
        {
            ["PaymentPortal/Payments/User.cs"] = $"using PaymentPortal.Shared; namespace PaymentPortal.Payments {{ {user} }}",
            ["PaymentPortal/Shared/Used.cs"] = """
                namespace PaymentPortal.Shared
                {
                    class Used { public static object? Field; public static void Call() { } }
                    interface IUsed;
                    class UsedException : System.Exception;
                    class MarkedAttribute : System.Attribute;
                    static class Extensions { public static void Extended(this int number) { } }
                }
                namespace PaymentPortal.Payments { class Other { public static void Call() { } public static PaymentPortal.Shared.Used? Give() => null; public static void Optional(PaymentPortal.Shared.Used? used = null) { } } }
                """,
        });
        var uses = code.Types.Single(type => type.Name == "PaymentPortal.Payments.User").Uses;
        Assert.True(uses.Any(used => used.StartsWith("PaymentPortal.Shared.", StringComparison.Ordinal) && !used.EndsWith('*')), form);
    }

    [Fact]
    public void A_constant_is_seen_by_the_using_directive_that_brings_it()
    {
        var code = CodeBase.Compile(new Dictionary<string, string>
        {
            ["PaymentPortal/Payments/User.cs"] = "using PaymentPortal.Shared; namespace PaymentPortal.Payments { class User { int Most => Limits.Most; } }",
            ["PaymentPortal/Shared/Limits.cs"] = "namespace PaymentPortal.Shared { class Limits { public const int Most = 3; } }",
        });
        Assert.Contains("PaymentPortal.Shared.*", code.Types.Single(type => type.Name == "PaymentPortal.Payments.User").Uses);
    }

    [Fact]
    public void A_type_that_uses_nothing_of_ours_is_not_said_to()
    {
        var code = CodeBase.Compile(new Dictionary<string, string>
        {
            ["PaymentPortal/Payments/User.cs"] = "namespace PaymentPortal.Payments { class User { async System.Threading.Tasks.Task<int> Do() { await System.Threading.Tasks.Task.Yield(); return 1; } } }",
        });
        Assert.DoesNotContain(code.Types.Single().Uses, used => Names.FolderOf(used) is not null);
    }
}
