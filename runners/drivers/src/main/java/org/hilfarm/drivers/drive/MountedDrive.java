package org.hilfarm.drivers.drive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * A drive that this machine has mounted, as desktops do by themselves. Writing below a mounted file
 * system would tear it, so files go through it.
 *
 * @param folder where it is mounted
 */
record MountedDrive(Path folder) {
  private static final int LONGEST = 1 << 20;
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

  /** The mounted file system of a drive or of a partition of it (Linux, fstab(5), proc(5)). */
  static Optional<MountedDrive> of(Path root, Path disk) throws IOException {
    Pattern device = Pattern.compile(Pattern.quote(disk.toString()) + "p?\\d*");
    for (String line : mounts(root.resolve("proc/self/mounts")).lines().toList()) {
      String[] fields = line.split(" ", 3);
      if (fields.length == 3 && device.matcher(unescaped(fields[0])).matches()) {
        return Optional.of(new MountedDrive(Path.of(unescaped(fields[1]))));
      }
    }
    return Optional.empty();
  }

  private static String mounts(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (NoSuchFileException virtualRack) {
      return "";
    }
  }

  private static String unescaped(String field) {
    return ESCAPE
        .matcher(field)
        .replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), 8)));
  }

  /**
   * Copies a file there and waits until the drive has it. In processes of their own, since a drive
   * that hangs would hang whoever writes to it.
   *
   * @return how the last of the steps ended; what follows one that failed is not tried
   */
  Ending put(Path file, String name, Tools tools, Deadline deadline)
      throws ToolMissingException, IOException, InterruptedException {
    Path target = folder.resolve(name);
    Ending made =
        run(Command.of(tools.find("mkdir"), "-p", target.resolveSibling("").toString()), deadline);
    if (!done(made)) {
      return made;
    }
    Ending copied = run(Command.of(tools.find("cp"), file.toString(), target.toString()), deadline);
    return done(copied)
        ? run(Command.of(tools.find("sync"), "-f", target.toString()), deadline)
        : copied;
  }

  /** Takes a file off it. */
  Ending remove(String name, Tools tools, Deadline deadline)
      throws ToolMissingException, IOException, InterruptedException {
    Command remove = Command.of(tools.find("rm"), "-f", folder.resolve(name).toString());
    Ending removed = run(remove, deadline);
    return done(removed)
        ? run(Command.of(tools.find("sync"), "-f", folder.toString()), deadline)
        : removed;
  }

  /** Takes everything off it. */
  Ending removeAll(Tools tools, Deadline deadline)
      throws ToolMissingException, IOException, InterruptedException {
    Command remove =
        Command.of(tools.find("find"), folder.toString(), "-xdev", "-mindepth", "1", "-delete");
    Ending removed = run(remove, deadline);
    return done(removed)
        ? run(Command.of(tools.find("sync"), "-f", folder.toString()), deadline)
        : removed;
  }

  private Ending run(Command command, Deadline deadline) throws IOException, InterruptedException {
    return Child.run("copy to " + folder, command, line -> {}, deadline);
  }

  private static boolean done(Ending ending) {
    return ending instanceof Ending.Exited exited && exited.value() == 0;
  }
}
