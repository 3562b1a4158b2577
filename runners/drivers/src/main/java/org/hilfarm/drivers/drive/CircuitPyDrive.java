package org.hilfarm.drivers.drive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;

/**
 * Puts files onto a board's CIRCUITPY drive, with mtools and without mounting it; where somebody's
 * desktop has mounted it, through that mount. The board is in its REPL meanwhile, where it does not
 * reload because of the write (supervisor/shared/reload.c), and is asked afterwards whether it sees
 * exactly what was written.
 */
public final class CircuitPyDrive implements BoardFiles {
  private static final Duration COMES_WITHIN = Duration.ofSeconds(10);
  private static final Duration WRITES_WITHIN = Duration.ofSeconds(20);
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final Duration ASK_EVERY = Duration.ofMillis(10);

  private final Bench bench;

  public CircuitPyDrive(Bench bench) {
    this.bench = bench;
  }

  /** The board is held in its REPL meanwhile; it makes boot_out.txt anew when it starts. */
  @Override
  public void clear(Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    if (!Leftovers.ask(bench, attached, outer).isEmpty()) {
      Ending ending = clear(attached.device(), outer);
      Leftovers.awaitNone(bench, attached, ending.output(), outer);
    }
  }

  private Ending clear(UsbDevice device, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      Path disk = disk(device, outer);
      Optional<MountedDrive> mounted = MountedDrive.of(bench.root(), disk);
      return mounted.isPresent()
          ? mounted.get().removeAll(bench.tools(), outer.within(WRITES_WITHIN))
          : new Mtools(bench, disk).deleteAll(outer.within(WRITES_WITHIN));
    } catch (ToolMissingException e) {
      throw new SessionException(FaultKind.TOOL_MISSING, Evidence.of(e), e);
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.DRIVE_MISSING,
          "cannot clear the drive of %s: %s".formatted(bench.name(), Evidence.of(e)),
          e);
    }
  }

  @Override
  public void put(String name, String text, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    FileDigest wanted = FileDigest.of(text.getBytes(StandardCharsets.UTF_8));
    if (!wanted.equals(FileDigest.ask(bench, name, attached, outer))) {
      write(name, text, attached, outer);
    }
  }

  /** Writes a file that the board cannot have already, and waits until the board sees it. */
  public void write(String name, String text, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(name, bytes, 1, attached.device(), outer);
    awaitSeen(name, FileDigest.of(bytes), attached, outer);
  }

  /** Saves a file while the board's code runs, several times over without a pause. */
  public void save(String name, byte[] bytes, int times, UsbDevice device, Deadline outer)
      throws SessionException, InterruptedException {
    write(name, bytes, times, device, outer);
  }

  private void write(String name, byte[] bytes, int times, UsbDevice device, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      Path disk = disk(device, outer);
      Optional<MountedDrive> mounted = MountedDrive.of(bench.root(), disk);
      Path folder = Files.createTempDirectory("hil-" + ProcessHandle.current().pid() + "-put-");
      try {
        List<Path> copies = copies(folder, leaf(name), bytes, times);
        expectDone(
            name,
            mounted.isPresent()
                ? through(mounted.get(), copies, name, outer)
                : new Mtools(bench, disk).copy(copies, name, outer.within(WRITES_WITHIN)));
      } finally {
        delete(folder, leaf(name), times);
      }
    } catch (ToolMissingException e) {
      throw new SessionException(FaultKind.TOOL_MISSING, Evidence.of(e), e);
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.DRIVE_MISSING,
          "cannot write %s to the drive of %s: %s".formatted(name, bench.name(), Evidence.of(e)),
          e);
    }
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Copies of one name need folders of their own. */
  private static List<Path> copies(Path folder, String leaf, byte[] bytes, int times)
      throws IOException {
    List<Path> copies = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Path own = Files.createDirectory(folder.resolve("copy" + i));
      copies.add(Files.write(own.resolve(leaf), bytes));
    }
    return copies;
  }

  private static void delete(Path folder, String leaf, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      Files.deleteIfExists(folder.resolve("copy" + i).resolve(leaf));
      Files.deleteIfExists(folder.resolve("copy" + i));
    }
    Files.deleteIfExists(folder);
  }

  private Ending through(MountedDrive drive, List<Path> copies, String name, Deadline outer)
      throws ToolMissingException, IOException, InterruptedException {
    Ending ending = drive.put(copies.getFirst(), name, bench.tools(), outer.within(WRITES_WITHIN));
    for (Path copy : copies.subList(1, copies.size())) {
      ending = drive.put(copy, name, bench.tools(), outer.within(WRITES_WITHIN));
    }
    return ending;
  }

  /** Takes a file off the drive, and waits until the board sees that. */
  public void removeFor(Attached attached, String name, Deadline outer)
      throws SessionException, InterruptedException {
    remove(name, attached.device(), outer);
    awaitSeen(name, FileDigest.NONE, attached, outer);
  }

  /** Takes a file off the drive; that it is not there is no error. */
  public void remove(String name, UsbDevice device, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      Path disk = disk(device, outer);
      Optional<MountedDrive> mounted = MountedDrive.of(bench.root(), disk);
      var unused =
          mounted.isPresent()
              ? mounted.get().remove(name, bench.tools(), outer.within(WRITES_WITHIN))
              : new Mtools(bench, disk).delete(name, outer.within(WRITES_WITHIN));
    } catch (ToolMissingException e) {
      throw new SessionException(FaultKind.TOOL_MISSING, Evidence.of(e), e);
    } catch (IOException e) {
      throw new SessionException(
          FaultKind.DRIVE_MISSING,
          "cannot take %s off the drive of %s: %s".formatted(name, bench.name(), Evidence.of(e)),
          e);
    }
  }

  private Path disk(UsbDevice device, Deadline outer)
      throws UsbTimeoutException, InterruptedException {
    return bench
        .usb()
        .awaitAt(
            device.port(), Wanted.withDrive(device.id()), bench.appearance(COMES_WITHIN, outer))
        .disks()
        .getFirst();
  }

  private void expectDone(String name, Ending ending) throws SessionException {
    boolean done = ending instanceof Ending.Exited exited && exited.value() == 0;
    if (!done) {
      throw new SessionException(
          FaultKind.DRIVE_MISSING,
          "%s could not be copied to the drive of %s: %s"
              .formatted(name, bench.name(), Evidence.tail(ending.output())));
    }
  }

  private void awaitSeen(String name, FileDigest wanted, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    Deadline deadline = bench.appearance(SEEN_WITHIN, outer);
    boolean last = false;
    FileDigest seen = FileDigest.ask(bench, name, attached, outer);
    while (!seen.equals(wanted)) {
      if (last) {
        throw new SessionException(
            FaultKind.DRIVE_MISSING,
            "%s was written to the drive of %s, but after %d ms the board sees %s instead of %s"
                .formatted(name, bench.name(), deadline.budget().toMillis(), seen, wanted));
      }
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      last = deadline.passed(); // an answer may have begun before the board took the file
      seen = FileDigest.ask(bench, name, attached, outer);
    }
  }
}
