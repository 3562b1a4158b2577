package org.hilfarm.drivers.drive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;

/**
 * Files on a drive that nobody has mounted, by mtools.
 *
 * @param bench whose drive
 * @param disk the drive
 */
record Mtools(Bench bench, Path disk) {
  /** Copies files to one name, one after the other without a pause. */
  Ending copy(List<Path> files, String name, Deadline deadline)
      throws ToolMissingException, IOException, InterruptedException {
    int slash = name.lastIndexOf('/');
    String folder = slash < 0 ? "::" : "::" + name.substring(0, slash);
    if (slash > 0) {
      // says no where the folder is there already, which is fine
      var unused = run("mmd", deadline, folder);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("-o");
    files.forEach(f -> arguments.add(f.toString()));
    arguments.add(folder);
    return run("mcopy", deadline, arguments.toArray(String[]::new));
  }

  /** Takes a file off the drive. */
  Ending delete(String name, Deadline deadline)
      throws ToolMissingException, IOException, InterruptedException {
    return run("mdel", deadline, "::" + name);
  }

  /** Takes everything off the drive, however it is named and marked; on an empty one it says no. */
  Ending deleteAll(Deadline deadline)
      throws ToolMissingException, IOException, InterruptedException {
    return run("mdeltree", deadline, "::*");
  }

  private Ending run(String tool, Deadline deadline, String... arguments)
      throws ToolMissingException, IOException, InterruptedException {
    long start = Partition.startsAt(disk);
    Command command =
        Command.of(bench.tools().find(tool), "-i", disk + (start == 0 ? "" : "@@" + start))
            .and(arguments)
            .with("MTOOLS_SKIP_CHECK", "1");
    return Child.run(tool + " " + bench.slot().port(), command, line -> {}, deadline);
  }
}
