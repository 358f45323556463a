using Stripe;

namespace PaymentPortal.Tests.StripeNet;

/// <summary>What Stripe.net does where it is told nothing else, as its sources and its package have it.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void A_client_that_is_told_nothing_tries_twice_more_and_waits_as_Stripe_net_does()
    {
        var http = new SystemNetHttpClient();
        Assert.Equal((2, 2, 2), (http.MaxNetworkRetries, SystemNetHttpClient.DefaultMaxNumberRetries, StripeConfiguration.MaxNetworkRetries));
        Assert.Equal(TimeSpan.FromSeconds(80), SystemNetHttpClient.DefaultHttpTimeout);
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5)), (SystemNetHttpClient.MinNetworkRetriesDelay, SystemNetHttpClient.MaxNetworkRetriesDelay));
        Assert.True(http.EnableTelemetry && StripeConfiguration.EnableTelemetry);
    }

    [Fact]
    public void A_client_that_is_told_no_address_asks_Stripes()
    {
        var client = new StripeClient("sk_test_1");
        Assert.Equal(("https://api.stripe.com", "sk_test_1"), (client.ApiBase, client.ApiKey));
    }

    [Fact]
    public void A_webhook_may_be_five_minutes_old()
    {
        Assert.Equal(300, EventUtility.DefaultTimeTolerance);
        var parameters = typeof(EventUtility).GetMethods().Where(method => method.Name is "ConstructEvent" or "ValidateSignature").SelectMany(method => method.GetParameters()).ToList();
        Assert.All(parameters.Where(parameter => parameter.Name == "tolerance" && parameter.HasDefaultValue), parameter => Assert.Equal(300L, parameter.DefaultValue));
        Assert.All(parameters.Where(parameter => parameter.Name == "throwOnApiVersionMismatch" && parameter.HasDefaultValue), parameter => Assert.Equal(true, parameter.DefaultValue));
        Assert.Equal(["throwOnApiVersionMismatch", "tolerance"], parameters.Where(parameter => parameter.HasDefaultValue).Select(parameter => parameter.Name).Distinct().Order());
    }

    /// <summary>Otherwise a field that nobody set would be sent.</summary>
    [Fact]
    public void Options_that_are_told_nothing_send_nothing()
    {
        var options = typeof(StripeClient).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(BaseOptions)) && !type.IsAbstract && type.GetConstructor([]) is not null).ToList();
        Assert.True(options.Count > 50, $"Only {options.Count} kinds of options were found.");
        Assert.All(options, type =>
        {
            var made = Activator.CreateInstance(type)!;
            Assert.All(type.GetProperties().Where(property => property.CanRead && property.GetIndexParameters().Length == 0), property => Assert.True(property.GetValue(made) is null or IDictionary<string, object> { Count: 0 }, $"{type.Name}.{property.Name} is {property.GetValue(made)}."));
        });
    }
}
