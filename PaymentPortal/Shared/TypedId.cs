namespace PaymentPortal.Shared;

/// <summary>An id of one of our own rows: a Guid of version 7, so that ids sort by the time they were made, in a type of its own.</summary>
/// <typeparam name="TSelf">The id's own type.</typeparam>
public interface ITypedId<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    /// <summary>The bare value.</summary>
    Guid Value { get; }

    /// <summary>Wraps a bare value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Makes new ids.</summary>
public static class TypedId
{
    /// <summary>A new id that carries the clock's time.</summary>
    public static TId New<TId>(TimeProvider time)
        where TId : struct, ITypedId<TId> => TId.From(Guid.CreateVersion7(time.GetUtcNow()));
}
