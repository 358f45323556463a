using System.Net.Mail;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentPortal.Data;
using PaymentPortal.Mail;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Mail;

/// <summary>What stands in a mail, whatever the values are, and that it arrives whole: in the mailbox and over a wire.</summary>
public sealed class MailTests : IDisposable
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&\r\nBcc: victim@example.com\r\n\r\nΩ Żółć Đặng";
    private static readonly byte[] Document = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 % 251))];
    private readonly string _folder = Directory.CreateTempSubdirectory("mail-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_hostile_name_stays_text_in_the_mails_document()
    {
        var mail = Purchase(Hostile);
        var document = new HtmlParser().ParseDocument(mail.Html);
        Assert.Empty(document.QuerySelectorAll("img, script"));
        Assert.Contains("<img src=x onerror=alert(1)>\"'&", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Żółć Đặng", mail.Html, StringComparison.Ordinal);
        Assert.All(document.QuerySelectorAll("a"), link => Assert.Equal("https://pay.example.com/billing?a=1&b=%22%3E", link.GetAttribute("href")));
    }

    [Fact]
    public void A_mail_links_to_web_addresses_only() =>
        Assert.Throws<ArgumentException>(() => new ConfirmAddressMail("Ada", new Uri("javascript:alert(1)"), TimeSpan.FromDays(1)).Write("key", "ada@example.com"));

    [Theory]
    [InlineData("ada@example.com\r\nBcc: victim@example.com")]
    [InlineData("ada@example.com, victim@example.com")]
    [InlineData("ada")]
    public async Task An_address_that_is_not_exactly_one_is_refused(string address)
    {
        await using var services = Services();
        await Assert.ThrowsAsync<FormatException>(() => Send(services, Purchase("Ada") with { To = address }));
        Assert.Empty(services.GetRequiredService<Mailbox>().Latest(10));
    }

    [Fact]
    public async Task Line_breaks_in_values_add_no_header_and_the_file_reads_back_whole()
    {
        await using var services = Services(("Mail:FromName", "Ωmega, \"Ltd\"\r\nBcc: victim@example.com"));
        var mail = Purchase(Hostile);
        await Send(services, mail);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "mail")));
        var raw = await File.ReadAllTextAsync(file, Encoding.Latin1);
        var headers = raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotMatch("(?im)^bcc:", headers);
        Assert.Matches("(?im)^message-id: <[0-9a-f]{32}@paymentportal.example>", headers);
        var read = services.GetRequiredService<Mailbox>().Find(Path.GetFileNameWithoutExtension(file))!;
        Assert.Equal(mail.Subject, read.Subject);
        Assert.Equal("ada@example.com", read.To);
        Assert.Contains("Ωmega, \"Ltd\" Bcc: victim@example.com", read.From.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(mail.Text, read.Text);
        Assert.Equal(mail.Html.ReplaceLineEndings("\n"), read.Html);
        var attachment = Assert.Single(read.Attachments);
        Assert.Equal(("INV-0001.pdf", "application/pdf"), (attachment.Name, attachment.ContentType));
        Assert.Equal(Document, attachment.Content.ToArray());
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_stands_in_the_mailbox_once()
    {
        await using var services = Services();
        await Send(services, Purchase("Ada"));
        await Send(services, Purchase("Ada"));
        Assert.Single(services.GetRequiredService<Mailbox>().Latest(10));
        await Send(services, Purchase("Ada") with { Key = "in_2:purchase" });
        Assert.Equal(2, services.GetRequiredService<Mailbox>().Latest(10).Count);
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, "mail")));
    }

    [Theory]
    [InlineData("../portal")]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task The_mailbox_gives_out_mails_and_no_other_file(string id)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.eml"), "secret");
        await using var services = Services();
        Assert.Null(services.GetRequiredService<Mailbox>().Find(id));
    }

    [Fact]
    public async Task Over_the_wire_the_server_gets_one_receiver_and_the_whole_mail()
    {
        await using var wire = new SmtpWire();
        await using var services = Services(("Mail:From", "billing@example.com"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{wire.Port}"), ("Mail:Smtp:Tls", "false"));
        var mail = Purchase(Hostile);
        await Send(services, mail);
        await Send(services, mail);

        Assert.Equal(2, wire.Mails.Count);
        Assert.All(wire.Commands.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal)), command => Assert.StartsWith("RCPT TO:<ada@example.com>", command, StringComparison.Ordinal));
        var read = wire.Mails.Select(bytes => EmlReader.Read("id", DateTimeOffset.UnixEpoch, bytes)).ToList();
        Assert.Equal(mail.Subject, read[0].Subject);
        Assert.Equal(mail.Text, read[0].Text);
        Assert.Equal(Document, read[0].Attachments[0].Content.ToArray());
        var ids = wire.Mails.Select(bytes => Encoding.Latin1.GetString(bytes).Split("\r\n").Single(line => line.StartsWith("Message-ID", StringComparison.OrdinalIgnoreCase)));
        Assert.Single(ids.Distinct());
        Assert.False(Directory.Exists(Path.Combine(_folder, "mail")) && Directory.EnumerateFiles(Path.Combine(_folder, "mail")).Any());
    }

    [Fact]
    public async Task A_mail_that_the_server_refuses_is_an_error()
    {
        await using var wire = new SmtpWire { Verdict = "554 no" };
        await using var services = Services(("Mail:From", "billing@example.com"), ("Mail:Smtp:Host", "127.0.0.1"), ("Mail:Smtp:Port", $"{wire.Port}"), ("Mail:Smtp:Tls", "false"));
        await Assert.ThrowsAsync<SmtpException>(() => Send(services, Purchase("Ada")));
    }

    [Theory]
    [InlineData("Mail:From", "nobody", "Mail:From is not a mail address")]
    [InlineData("Mail:Smtp:Password", "x", "Mail:Smtp:Host is missing")]
    [InlineData("Mail:Smtp:Host", "mail.example.com", "Mail:From is missing")]
    public async Task A_setting_that_cannot_work_is_named_with_its_remedy(string key, string value, string sentence)
    {
        await using var services = Services((key, value));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<MailOptions>>().Value);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_a_mail_has_its_addresses_apart()
    {
        var mail = new ResetPasswordMail(new Uri("https://pay.example.com/reset?code=a%2Bb"), TimeSpan.FromHours(24)).Write("key", "ada@example.com");
        Assert.Contains("for 24 hours", mail.Text, StringComparison.Ordinal);
        Assert.Equal(["https://pay.example.com/reset?code=a%2Bb"], MailText.Pieces(mail.Text).Where(piece => piece.IsAddress).Select(piece => piece.Text));
        Assert.Equal(mail.Text, string.Concat(MailText.Pieces(mail.Text).Select(piece => piece.Text)));
    }

    private static OutgoingMail Purchase(string name) => new PurchaseMail(
        name, "Professional", new Money(34800, Currency.Parse("usd")), new DateOnly(2026, 11, 21), new DateOnly(2026, 12, 21), new DateOnly(2026, 12, 21),
        "INV-0001" + (name == Hostile ? Hostile : ""), new Uri("https://pay.example.com/billing?a=1&b=\">"), new MailFile("INV-0001.pdf", "application/pdf", Document))
    {
        Bought = [("Plan", "Professional: $348.00" + (name == Hostile ? Hostile : ""))],
    }.Write("in_1:purchase", "ada@example.com");

    private static Task Send(IServiceProvider services, OutgoingMail mail) => services.GetRequiredService<MailSender>().SendAsync(mail, TestContext.Current.CancellationToken);

    private ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<DataDirectory>()
            .Configure<DataOptions>(options => options.Directory = _folder)
            .AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { ContentRootPath = _folder })
            .AddMail(configuration).BuildServiceProvider();
    }
}
