using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using PaymentPortal.Shared;

namespace PaymentPortal.Sandbox.Storage;

/// <summary>The sandbox's one file. All access is under <see cref="EnterAsync"/>: one request at a time, one transaction each.</summary>
internal sealed class Store : IDisposable
{
    private const int Version = 2;

    private const string Schema = $"""
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=NORMAL;
        PRAGMA busy_timeout=5000;
        {SqliteLog.Limit};
        PRAGMA cache_size=-64000;
        CREATE TABLE IF NOT EXISTS objects(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, created INTEGER NOT NULL,
            customer TEXT, parent TEXT, status TEXT, key TEXT, clock TEXT NOT NULL, due INTEGER, json TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS objects_newest ON objects(kind, created, seq);
        CREATE INDEX IF NOT EXISTS objects_customer ON objects(customer, kind, created, seq) WHERE customer IS NOT NULL;
        CREATE INDEX IF NOT EXISTS objects_parent ON objects(parent, kind, created, seq) WHERE parent IS NOT NULL;
        CREATE INDEX IF NOT EXISTS objects_key ON objects(key, kind) WHERE key IS NOT NULL;
        CREATE INDEX IF NOT EXISTS objects_due ON objects(clock, due, seq) WHERE due IS NOT NULL;
        CREATE TABLE IF NOT EXISTS events(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, created INTEGER NOT NULL, pending INTEGER NOT NULL, json BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS events_newest ON events(created, seq);
        CREATE INDEX IF NOT EXISTS events_type ON events(type, created, seq);
        CREATE TABLE IF NOT EXISTS deliveries(
            event INTEGER NOT NULL, endpoint TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, copies INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(event, endpoint)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS deliveries_queue ON deliveries(endpoint, due);
        DROP INDEX IF EXISTS deliveries_due;
        CREATE TABLE IF NOT EXISTS replays(
            key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = [];

    public Store(string directory)
    {
        Directory.CreateDirectory(directory);
        connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "sandbox.db"), Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        CheckVersion();
        Execute(Schema);
        Salt = Setting("salt", Ids.Random(32));
    }

    /// <summary>A file of another shape is not guessed at: it holds nothing that cannot be made again.</summary>
    private void CheckVersion()
    {
        var version = Scalar<long>("PRAGMA user_version");
        if (version == 1)
            Execute("ALTER TABLE deliveries ADD COLUMN copies INTEGER NOT NULL DEFAULT 0");
        else if (version != Version && Scalar<long>("SELECT count(*) FROM sqlite_master") > 0)
            throw new InvalidOperationException($"{connection.DataSource} was written by another version of the sandbox. Delete it (and the files beside it) to begin anew.");
        Execute($"PRAGMA user_version={Version}");
    }

    /// <summary>Makes fingerprints of cards that mean nothing elsewhere.</summary>
    public string Salt { get; }

    /// <summary>A connection to the same file, for what is no reading or writing of objects.</summary>
    public SqliteConnection OpenBeside()
    {
        var beside = new SqliteConnection(connection.ConnectionString);
        beside.Open();
        return beside;
    }

    public async Task<Turn> EnterAsync(CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            Execute("BEGIN IMMEDIATE");
        }
        catch
        {
            turn.Release();
            throw;
        }
        return new Turn(this);
    }

    /// <summary>The right to read and write; what was not committed is undone at its end.</summary>
    internal sealed class Turn(Store store) : IDisposable
    {
        private bool open = true;

        public void Commit()
        {
            store.Execute("COMMIT");
            open = false;
        }

        public void Dispose()
        {
            try
            {
                if (open)
                    store.Execute("ROLLBACK");
            }
            finally
            {
                store.turn.Release();
            }
        }
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).ExecuteNonQuery();

    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).ExecuteScalar() is T found ? found : default;

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepared(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>As <see cref="Rows"/>, but read only as far as the caller goes; nothing else may run the same statement meanwhile.</summary>
    public IEnumerable<string> Texts(string sql, params object?[] values)
    {
        using var reader = Prepared(sql, values).ExecuteReader();
        while (reader.Read())
            yield return reader.GetString(0);
    }

    private SqliteCommand Prepared(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            commands[sql] = command;
        }
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public string? ObjectJson(string id) => Scalar<string>("SELECT json FROM objects WHERE id=$0", id);

    /// <summary>Writes the object with the columns that lists filter by.</summary>
    public void Save(JsonObject o, bool isNew)
    {
        var kind = o.Str("object")!;
        var (parent, key) = kind switch
        {
            "price" => (o.Id("product"), o.Str("lookup_key")),
            "invoice" => (o.Obj("parent")?.Obj("subscription_details")?.Id("subscription"), o.Str("number")),
            "customer" => (o.Str("invoice_prefix"), o.Str("email")),
            "charge" => (o.Id("payment_intent"), null),
            "refund" => (o.Id("charge"), o.Id("payment_intent")),
            "invoice_payment" => (o.Id("invoice"), o.Obj("payment")?.Id("payment_intent")),
            "balance_transaction" => (o.Id("source"), o.Str("_payout")),
            "payment_intent" or "setup_intent" => (null, o.Str("_source")),
            "payment_method" => (null, o.Str("type")),
            _ => (o.Str("_parent"), o.Str("_key")),
        };
        var status = o.Str("status") ?? (o.ContainsKey("active") ? o.Flag("active") ? "true" : "false" : null);
        object?[] values = [kind, o.Str("id"), o.Long("created") ?? o.Long("date") ?? 0, o.Id("customer"), parent, status, key, o.Str("_clock") ?? "", o.Long("_due"), o.ToJsonString(Json.Text)];
        if (isNew)
            Execute("INSERT INTO objects(kind,id,created,customer,parent,status,key,clock,due,json) VALUES($0,$1,$2,$3,$4,$5,$6,$7,$8,$9)", values);
        else
            Execute("UPDATE objects SET kind=$0,created=$2,customer=$3,parent=$4,status=$5,key=$6,clock=$7,due=$8,json=$9 WHERE id=$1", values);
    }

    public void Remove(string id) => Execute("DELETE FROM objects WHERE id=$0", id);

    public string Setting(string name, string valueIfNew)
    {
        Execute("INSERT OR IGNORE INTO settings(name,value) VALUES($0,$1)", name, valueIfNew);
        return Scalar<string>("SELECT value FROM settings WHERE name=$0", name)!;
    }

    public void Dispose()
    {
        // Whoever still writes when the application ends has his turn to its end
        turn.Wait();
        foreach (var command in commands.Values)
            command.Dispose();
        connection.Dispose();
        turn.Dispose();
    }
}
