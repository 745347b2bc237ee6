using Dapper;
using Microsoft.Data.Sqlite;

namespace Szilard.Records;

/// <summary>The tables behind <see cref="RunIndex"/>.</summary>
internal sealed class IndexDatabase : IDisposable
{
    /// <summary>Marks a database as an index of this version.</summary>
    public const int Layout = 0x535A0001;

    private const string Tables = """
        create table runs(
            folder text primary key, ticks integer, size integer, id text, name text, world text,
            objective text, state text, seed integer, started integer, seconds real, verdict text,
            fault text, words text) without rowid;
        create table readings(folder text, name text, value real, primary key(folder, name)) without rowid;
        """;

    private const string Insert = """
        insert or replace into runs values(
            @Folder, @Ticks, @Size, @Id, @Name, @World, @Objective, @State, @Seed, @Started, @Seconds,
            @Verdict, @Fault, @Words)
        """;

    private const string InsertReading = "insert or replace into readings values(@Folder, @name, @value)";

    /// <summary>A record written so shortly before it was read may be written again within the same tick of
    /// the file system's clock; it is read again next time.</summary>
    private static readonly long Freshness = TimeSpan.FromSeconds(2).Ticks;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;

    static IndexDatabase() => SQLitePCL.Batteries_V2.Init();

    private IndexDatabase(SqliteConnection connection, TimeProvider time) =>
        (_connection, _time) = (connection, time);

    /// <summary>Opens a database and makes its tables where they are missing.</summary>
    /// <exception cref="SqliteException">The file is damaged, foreign, locked or not writable.</exception>
    public static IndexDatabase Open(string source, TimeProvider time)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute("pragma synchronous = off"); // a cache: what a crash damages is made anew
            Prepare(connection);
            return new IndexDatabase(connection, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Brings the tables up to date with the folders: reads what is new or changed, forgets what is
    /// gone.</summary>
    public void Refresh(string root)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        Dictionary<string, (long Ticks, long Size)> known = _connection
            .Query<(string Folder, long Ticks, long Size)>("select folder, ticks, size from runs")
            .ToDictionary(r => r.Folder, r => (r.Ticks, r.Size));
        foreach (RunFolder folder in RunFolder.All(root))
        {
            var stamp = new FileInfo(folder.RecordPath);
            (long, long) now = (stamp.LastWriteTimeUtc.Ticks, stamp.Exists ? stamp.Length : 0);
            if (!known.Remove(folder.Name, out (long, long) before) || before != now)
                Put(IndexEntry.Read(folder, Settled(now.Item1), now.Item2));
        }
        foreach (string gone in known.Keys)
            Drop(gone);
        transaction.Commit();
    }

    /// <summary>The rows that a query asks for.</summary>
    public IReadOnlyList<RunRow> Select(RunQuery query, string root) =>
        [.. _connection
            .Query<IndexEntry>(IndexSelection.Sql(query, ReadingNames()), IndexSelection.Values(query))
            .Select(entry => entry.ToRow(root, _time))];

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection)
    {
        long layout = connection.ExecuteScalar<long>("pragma user_version");
        if (layout == Layout)
            return;
        if (connection.ExecuteScalar<long>("select count(*) from sqlite_master") > 0)
            throw new SqliteException("The file is not an index of this version.", 1);
        connection.Execute($"begin immediate; {Tables} pragma user_version = {Layout}; commit");
    }

    private IReadOnlyList<string> ReadingNames() =>
        [.. _connection.Query<string>("select distinct name from readings order by name")];

    private long Settled(long ticks) =>
        Math.Abs(_time.GetUtcNow().UtcTicks - ticks) < Freshness ? -1 : ticks;

    private void Put(IndexEntry entry)
    {
        Drop(entry.Folder);
        _connection.Execute(Insert, entry);
        foreach ((string name, double value) in entry.Readings)
            _connection.Execute(InsertReading, new { entry.Folder, name, value });
    }

    private void Drop(string folder) => _connection.Execute(
        "delete from runs where folder = @folder; delete from readings where folder = @folder",
        new { folder });
}
