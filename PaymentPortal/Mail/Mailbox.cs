using System.Net.Mail;
using System.Text.RegularExpressions;
using PaymentPortal.Data;

namespace PaymentPortal.Mail;

/// <summary>The mails that no server was configured for: one .eml file each in the data directory. A mail that is put twice stands there once.</summary>
internal sealed partial class Mailbox(DataDirectory directory, TimeProvider time)
{
    private string Folder => Path.GetDirectoryName(directory.File("mail", "any"))!;

    /// <summary>Writes the mail under a passing name and renames it, so that a reader never meets half of it.</summary>
    public void Put(string key, MailMessage message)
    {
        var final = PathOf(MailMessages.IdOf(key));
        if (File.Exists(final))
            return;

        var passing = Directory.CreateDirectory(Path.Combine(Folder, $"{Guid.CreateVersion7(time.GetUtcNow()):N}.part")).FullName;
        using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = passing })
            client.Send(message);
        var written = Directory.EnumerateFiles(passing).Single();
        File.SetLastWriteTimeUtc(written, time.GetUtcNow().UtcDateTime);
        File.Move(written, final, overwrite: true);
        Directory.Delete(passing);
    }

    /// <summary>What is in the mailbox, the newest first.</summary>
    public IReadOnlyList<ReceivedMail> Latest(int most) =>
        [.. new DirectoryInfo(Folder).EnumerateFiles("*.eml").OrderByDescending(file => file.LastWriteTimeUtc).Take(most).Select(Read)];

    /// <summary>Deletes what was sent to an address.</summary>
    public void Forget(string address)
    {
        foreach (var file in new DirectoryInfo(Folder).EnumerateFiles("*.eml").Where(file => Read(file).To.Contains(address, StringComparison.OrdinalIgnoreCase)).ToList())
            file.Delete();
    }

    /// <summary>One mail, or null where there is none of this id.</summary>
    public ReceivedMail? Find(string id) =>
        IsId().IsMatch(id) && new FileInfo(PathOf(id)) is { Exists: true } file ? Read(file) : null;

    private static ReceivedMail Read(FileInfo file) =>
        EmlReader.Read(Path.GetFileNameWithoutExtension(file.Name), new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), File.ReadAllBytes(file.FullName));

    private string PathOf(string id) => Path.Combine(Folder, id + ".eml");

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex IsId();
}
