namespace PaymentPortal.Tests.Support;

public sealed class ManualTimeTests
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 2, 28, 23, 59, 0, TimeSpan.Zero));

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        var stamp = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 30, TimeSpan.Zero), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), time.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_and_see_the_time_at_which_they_were_due()
    {
        var start = time.GetUtcNow();
        var fired = new List<(string, double)>();
        using var late = time.CreateTimer(_ => Note("late"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var early = time.CreateTimer(_ => Note("early"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var often = time.CreateTimer(_ => Note("often"), null, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([("early", 2), ("often", 3), ("late", 5), ("often", 6)], fired);
        Assert.Equal(1, time.WaitingTimers);

        void Note(string name) => fired.Add((name, (time.GetUtcNow() - start).TotalSeconds));
    }

    [Fact]
    public void A_timer_that_was_changed_or_ended_keeps_to_it()
    {
        var fired = 0;
        var timer = time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.True(timer.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, fired);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, fired);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_timer_that_is_due_at_once_fires_at_once()
    {
        var fired = 0;
        using var timer = time.CreateTimer(_ => fired++, null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(1, fired);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, fired);
    }

    [Fact]
    public void A_timer_may_start_another_that_falls_due_in_the_same_move()
    {
        var fired = new List<DateTimeOffset>();
        using var timer = time.CreateTimer(_ => time.CreateTimer(_ => fired.Add(time.GetUtcNow()), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var due = time.GetUtcNow().AddSeconds(2);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([due], fired);
    }

    [Fact]
    public void Correcting_the_clock_fires_nothing_and_leaves_elapsed_time_alone()
    {
        var fired = 0;
        var stamp = time.GetTimestamp();
        using var timer = time.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        time.Correct(time.GetUtcNow().AddHours(2));
        Assert.Equal((0, TimeSpan.Zero), (fired, time.GetElapsedTime(stamp)));
        time.Correct(time.GetUtcNow().AddHours(-4));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task Delays_periodic_timers_and_timeouts_wait_for_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(5), time, TestContext.Current.CancellationToken);
        using var periodic = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3), time);
        var tick = periodic.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, time.WaitingTimers);
        Assert.False(tick.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await tick);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(timeout.IsCancellationRequested);
        Assert.False(delay.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(2));
        await delay;
    }
}
