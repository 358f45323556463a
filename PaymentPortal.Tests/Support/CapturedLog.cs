using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PaymentPortal.Tests.Support;

/// <summary>Keeps everything that the app logs.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Entry> entries = new();

    /// <summary>Everything, oldest first.</summary>
    public IReadOnlyCollection<Entry> Entries => entries;

    /// <summary>Warnings, errors and worse.</summary>
    public IEnumerable<Entry> Problems => entries.Where(entry => entry.Level >= LogLevel.Warning);

    /// <summary>Fails where anything was logged as a warning or worse, except messages that contain one of these texts.</summary>
    public void ShouldBeClean(params string[] except) =>
        Assert.DoesNotContain(Problems, entry => !except.Any(text => entry.Message.Contains(text, StringComparison.Ordinal)));

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, entries);

    public void Dispose()
    {
    }

    /// <summary>A line of the log.</summary>
    public sealed record Entry(LogLevel Level, string Category, string Message, Exception? Exception);

    private sealed class Logger(string category, ConcurrentQueue<Entry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue(new Entry(logLevel, category, formatter(state, exception), exception));
    }
}
