namespace PaymentPortal.Tests.Support;

/// <summary>
/// A clock that stands still until a test moves it. Timers are due by elapsed time; they fire on the thread that moves the clock, in the order of
/// their due times, and see the time at which they were due. A timer that is due at once fires before it is returned.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();
    private TimeSpan elapsed;

    /// <summary>A clock that stands at noon of 20 November 2026, UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>How many timers wait to fire: a test waits for this before it moves the clock for somebody who sleeps on it.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (gate)
                return timers.Count;
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed.Ticks;
    }

    /// <summary>Lets time pass: fires what falls due, as often as it falls due.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (gate)
            end = elapsed + by;
        while (NextUntil(end) is { } due)
            due.Fire();
        lock (gate)
            Pass(end);
    }

    /// <summary>Sets the clock on the wall, forward or back, as a correction does: no time passes and no timer fires.</summary>
    public void Correct(DateTimeOffset to)
    {
        lock (gate)
            now = to.ToUniversalTime();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private Timer? NextUntil(TimeSpan end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            Pass(next.Due);
            if (next.Period > TimeSpan.Zero)
                next.Due += next.Period;
            else
                timers.Remove(next);
            return next;
        }
    }

    private void Pass(TimeSpan end)
    {
        if (end <= elapsed)
            return;
        now += end - elapsed;
        elapsed = end;
    }

    private sealed class Timer(ManualTime clock, TimerCallback callback, object? state) : ITimer
    {
        private bool disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                if (disposed)
                    return false;
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
                (Due, Period) = (clock.elapsed + dueTime, period);
                clock.timers.Add(this);
            }
            if (dueTime == TimeSpan.Zero)
                clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                disposed = true;
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
