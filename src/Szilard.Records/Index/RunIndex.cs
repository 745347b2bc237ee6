using System.Data;
using Microsoft.Data.Sqlite;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>Lists the runs under a root. A database <c>index.db</c> beside them spares reading records that
/// have not changed. It is a cache: missing, damaged or foreign, it is made anew; locked or not writable, it
/// is replaced by one in memory. No writer of runs needs it.</summary>
/// <param name="root">The folder of all runs.</param>
/// <param name="time">The clock.</param>
public sealed class RunIndex(string root, TimeProvider time)
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, CannotOpen = 14, Full = 13;

    /// <summary>Where the database lies.</summary>
    public string DatabasePath { get; } = Path.Combine(Path.GetFullPath(root), "index.db");

    /// <summary>The runs that a query asks for, as the folders say at this moment.</summary>
    /// <exception cref="SzilardException">The query sorts by something that no run has.</exception>
    public IReadOnlyList<RunRow> List(RunQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        return Directory.Exists(root) ? With(index => index.Select(query, root)) : [];
    }

    /// <summary>Forgets the database and makes it anew from the folders.</summary>
    /// <returns>How many runs it holds.</returns>
    public int Rebuild()
    {
        Forget();
        return List(new RunQuery()).Count;
    }

    private T With<T>(Func<IndexDatabase, T> use)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                return Using(DatabasePath, use);
            }
            catch (Exception fault) when (IsDamage(fault))
            {
                Forget();
            }
            catch (SqliteException)
            {
                break;
            }
        }
        return Using(":memory:", use);
    }

    private T Using<T>(string source, Func<IndexDatabase, T> use)
    {
        using var index = IndexDatabase.Open(source, time);
        index.Refresh(root);
        return use(index);
    }

    /// <summary>True where the file is damaged or foreign; false where it may be sound, but is not to be had
    /// now.</summary>
    private static bool IsDamage(Exception fault) => fault is SqliteException sql
        ? sql.SqliteErrorCode is not (Busy or Locked or ReadOnly or IoError or CannotOpen or Full)
        : fault is DataException or InvalidCastException or FormatException or OverflowException;

    private void Forget()
    {
        Disk.TryDelete(DatabasePath);
        Disk.TryDelete(DatabasePath + "-journal");
    }
}
