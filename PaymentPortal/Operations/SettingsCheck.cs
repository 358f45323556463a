using Microsoft.Extensions.Options;

namespace PaymentPortal.Operations;

/// <summary>Looks at all settings before anything is opened or written, and says everything that is wrong with them at once.</summary>
internal static class SettingsCheck
{
    /// <summary>False where the app must not start; each fault then stands as a sentence on the error output.</summary>
    public static bool SettingsHold(this WebApplication app)
    {
        var faults = Faults(app.Services);
        if (faults.Count == 0)
        {
            return true;
        }

        Console.Error.WriteLine("PaymentPortal does not start:");
        foreach (var fault in faults)
        {
            Console.Error.WriteLine("- " + fault);
        }

        Environment.ExitCode = 1;
        return false;
    }

    internal static IReadOnlyList<string> Faults(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (Exception error) when (error is OptionsValidationException or AggregateException or InvalidOperationException)
        {
            return [.. Sentences(error).Distinct(StringComparer.Ordinal)];
        }
    }

    private static IEnumerable<string> Sentences(Exception error) => error switch
    {
        OptionsValidationException invalid => invalid.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(Sentences),
        _ => [error.Message],
    };
}
