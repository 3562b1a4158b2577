package org.hilfarm.drivers.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;

/**
 * Puts files onto a board's CIRCUITPY drive, with mtools and without mounting it; where somebody's
 * desktop has mounted it, through that mount. The board is in its REPL meanwhile, where it does not
 * reload because of the write (supervisor/shared/reload.c), and is asked afterwards whether it sees
 * exactly what was written.
 */
final class CircuitPyDrive implements BoardFiles {
  private static final Duration COMES_WITHIN = Duration.ofSeconds(10);
  private static final Duration WRITES_WITHIN = Duration.ofSeconds(20);
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);
  private static final Duration ASK_EVERY = Duration.ofMillis(10);

  private final Bench bench;

  CircuitPyDrive(Bench bench) {
    this.bench = bench;
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
  void write(String name, String text, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(name, bytes, attached.device(), outer);
    awaitSeen(name, FileDigest.of(bytes), attached, outer);
  }

  private void write(String name, byte[] bytes, UsbDevice device, Deadline outer)
      throws SessionException, InterruptedException {
    try {
      Path disk = disk(device, outer);
      Optional<MountedDrive> mounted = MountedDrive.of(bench.root(), disk);
      Path file = Files.createTempFile("hil-" + ProcessHandle.current().pid() + "-put-", ".py");
      try {
        Files.write(file, bytes);
        Ending ending =
            mounted.isPresent()
                ? mounted.get().put(file, name, bench.tools(), outer.within(WRITES_WITHIN))
                : mcopy(file, name, disk, outer);
        expectDone(name, ending);
      } finally {
        Files.deleteIfExists(file);
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

  private Path disk(UsbDevice device, Deadline outer)
      throws UsbTimeoutException, InterruptedException {
    return bench
        .usb()
        .awaitAt(device.port(), Wanted.withDrive(device.id()), bench.patience(COMES_WITHIN, outer))
        .disks()
        .getFirst();
  }

  private Ending mcopy(Path file, String name, Path disk, Deadline outer)
      throws ToolMissingException, IOException, InterruptedException {
    String image = disk + (Partition.startsAt(disk) == 0 ? "" : "@@" + Partition.startsAt(disk));
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      // says no where the folder is there already, which is fine
      var unused = mtool("mmd", image, outer, "::" + name.substring(0, slash));
    }
    return mtool("mcopy", image, outer, "-o", file.toString(), "::" + name);
  }

  private Ending mtool(String tool, String image, Deadline outer, String... arguments)
      throws ToolMissingException, IOException, InterruptedException {
    Command command =
        Command.of(bench.tools().find(tool), "-i", image)
            .and(arguments)
            .with("MTOOLS_SKIP_CHECK", "1");
    return Child.run(
        tool + " " + bench.slot().port(), command, line -> {}, outer.within(WRITES_WITHIN));
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
    Deadline deadline = bench.patience(SEEN_WITHIN, outer);
    FileDigest seen = FileDigest.ask(bench, name, attached, outer);
    while (!seen.equals(wanted)) {
      if (deadline.passed()) {
        throw new SessionException(
            FaultKind.DRIVE_MISSING,
            "%s was written to the drive of %s, but after %d ms the board sees %s instead of %s"
                .formatted(name, bench.name(), deadline.budget().toMillis(), seen, wanted));
      }
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      seen = FileDigest.ask(bench, name, attached, outer);
    }
  }
}
