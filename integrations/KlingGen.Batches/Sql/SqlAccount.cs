namespace KlingGen.Batches;

/// <summary>The slots of an account, shared by all workers: fewer after a 429, one more with every limit's worth of successes.</summary>
internal sealed class SqlAccount
{
    private const long Unit = 1000;
    private const string Columns = "name, slots, max_slots, lowered_at, held_until, held_reason";

    private long _thousandths;
    private long _max;
    private long _loweredAt;

    public required string Name { get; init; }

    /// <summary>No hold lasts longer; one that seems to was set by a clock that has been put back since.</summary>
    private const long LongestHold = 86_400_000;

    private long _heldUntil;

    private string? _heldReason;

    /// <summary>How many jobs of the account may be live.</summary>
    public long Slots => _thousandths / Unit;

    public bool IsLowered => _thousandths < _max;

    public FalBatchHold? Hold(long now) => _heldUntil > now && _heldUntil <= now + LongestHold ? new FalBatchHold(DateTimeOffset.FromUnixTimeMilliseconds(_heldUntil), _heldReason ?? "held") : null;

    public static async Task<SqlAccount> LockAsync(SqlSession session, string name, int? slots = null)
    {
        await session.ExecuteAsync(
            "INSERT INTO kg_account (name, slots, max_slots) VALUES (@name, @slots, @slots) ON CONFLICT (name) DO NOTHING", ("@name", name), ("@slots", (slots ?? 1) * Unit)).ConfigureAwait(false);
        SqlAccount account = (await session.OneAsync($"SELECT {Columns} FROM kg_account WHERE name = @name{{lock}}", Read, ("@name", name)).ConfigureAwait(false))!;
        if (slots * Unit is { } max && max != account._max)
        {
            // Another maximum is another decision: the limit starts there again.
            (account._max, account._thousandths) = (max, max);
            await account.SaveAsync(session).ConfigureAwait(false);
        }

        return account;
    }

    public static Task<SqlAccount?> FindAsync(SqlSession session, string name) => session.OneAsync($"SELECT {Columns} FROM kg_account WHERE name = @name", Read, ("@name", name));

    /// <summary>A submit was taken: the limit rises, slowly.</summary>
    public void Raise() => _thousandths = Math.Min(_max, _thousandths + Math.Max(1, Unit * Unit / _thousandths));

    /// <summary>A submit was refused with 429: the limit is halved, once for all the submits that were under way then.</summary>
    public void Lower(long now, long sentAt)
    {
        if (sentAt < _loweredAt && _loweredAt <= now)
            return;
        _thousandths = Math.Max(Unit, _thousandths / 2);
        _loweredAt = now;
    }

    public void HoldUntil(long now, long until, string reason)
    {
        if (until > _heldUntil || Hold(now) is null)
            (_heldUntil, _heldReason) = (Math.Min(until, now + LongestHold), reason);
    }

    public Task SaveAsync(SqlSession session) => session.ExecuteAsync(
        "UPDATE kg_account SET slots = @slots, max_slots = @max, lowered_at = @lowered, held_until = @until, held_reason = @reason WHERE name = @name",
        ("@slots", _thousandths), ("@max", _max), ("@lowered", _loweredAt), ("@until", _heldUntil), ("@reason", _heldReason), ("@name", Name));

    private static SqlAccount Read(SqlRow row) => new()
    {
        Name = row.Text(0),
        _thousandths = row.Long(1),
        _max = row.Long(2),
        _loweredAt = row.Long(3),
        _heldUntil = row.Long(4),
        _heldReason = row.TextOrNull(5),
    };
}
