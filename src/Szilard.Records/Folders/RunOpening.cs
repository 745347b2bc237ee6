namespace Szilard.Records;

/// <summary>Makes run folders, and opens them for writing.</summary>
internal static class RunOpening
{
    /// <summary>Makes the folder of a new run. Two processes that choose the same name meet at the lock file,
    /// which only one of them can create; the other counts on.</summary>
    public static RunWriter Create(string root, RunStart start, TimeProvider time, Disk disk)
    {
        DateTimeOffset began = time.GetUtcNow();
        RunWriter? writer = null;
        Disk.Guard(root, "Choose another folder for the runs, or make this one writable.", () =>
        {
            for (int collisions = 0; writer is null; collisions++)
                writer = TryCreate(root, First(start, began, collisions), time, disk);
        });
        return writer!;
    }

    /// <summary>Takes the lock of an existing folder and reads its record.</summary>
    public static RunWriter Open(RunFolder folder, TimeProvider time, Disk disk)
    {
        RunLock taken = RunLock.Take(folder.Path);
        try
        {
            return new RunWriter(folder, folder.Record(), taken, time, disk);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    private static RunWriter? TryCreate(string root, RunRecord record, TimeProvider time, Disk disk)
    {
        string name = FolderName.Of(record.Name, record.Started, record.Id);
        string path = Path.GetFullPath(Path.Combine(root, name));
        if (Directory.Exists(path))
            return null;
        Directory.CreateDirectory(path);
        if (RunLock.TryCreate(path) is not { } taken)
            return null;
        try
        {
            var writer = new RunWriter(new RunFolder(path), record, taken, time, disk);
            writer.Save(record);
            return writer;
        }
        catch
        {
            taken.Dispose();
            Disk.TryDeleteFolder(path); // it has no record, so it is no run
            throw;
        }
    }

    private static RunRecord First(RunStart start, DateTimeOffset began, int collisions) => new()
    {
        Format = RunRecord.CurrentFormat,
        Id = FolderName.Id(start, began, collisions),
        Name = start.Name,
        World = start.World,
        Objective = start.Objective,
        Seed = start.Seed,
        State = RunState.Running,
        Started = began,
        Command = start.Command,
        Remarks = start.Remarks,
        Specification = start.Specification.Clone(),
        Host = start.Host,
    };
}
