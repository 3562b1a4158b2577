package org.hilfarm.drivers.flash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;

/** A virtual board of one flash method in its bootloader, and an image for it. */
final class FlashBench implements AutoCloseable {
  static final BoardSerial SERIAL = new BoardSerial("7CDFA1AB0001");
  static final String VERSION = "10.2.0";

  /** Fast enough to be quick, slow enough that a busy machine's board is never late. */
  private static final double STEADY = 10;

  /** For boards that never answer, so that nobody can be late. */
  static final double FAST = 50;

  private static final PortPath PORT = new PortPath("1-1.1");

  final FlashTarget target;
  final List<Integer> progress = new CopyOnWriteArrayList<>();

  /** The first progress was told. */
  final CountDownLatch begun = new CountDownLatch(1);

  private final Path folder;
  private final VirtualRack rack;
  private final BlockingQueue<Chip> starts = new LinkedBlockingQueue<>();

  FlashBench(Path folder, FlashMethod method, PlannedFault... faults) throws IOException {
    this(folder, method, STEADY, faults);
  }

  /** With board time running so many times as fast as the wall's. */
  FlashBench(Path folder, FlashMethod method, double rate, PlannedFault... faults)
      throws IOException {
    BoardType type = FlashBoards.of(method);
    this.folder = folder;
    this.target = new FlashTarget(folder.resolve("rack"), PORT, type);
    Slot slot =
        new Slot(
            new SlotId("s1"),
            PORT,
            type.id(),
            SERIAL,
            Set.of(),
            Optional.empty(),
            Optional.empty());
    this.rack =
        VirtualRack.start(
            target.root(),
            new Rack(new RackId("bench"), List.of(slot)),
            Map.of(type.id(), type),
            QuietFirmware.into(starts),
            VirtualRackOptions.real().withRate(rate).withFaults(FaultPlan.of(1, faults)));
  }

  static Deadline plenty() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  /** The chip's next start, which the test waits for. */
  Chip nextStart() throws InterruptedException {
    return Objects.requireNonNull(
        starts.poll(30, TimeUnit.SECONDS), "no firmware was started within 30 s");
  }

  /** Leads the board from its application into the loader that the flash method needs. */
  FlashBench inBootloader() throws Exception {
    Chip chip = nextStart();
    UsbTree usb = new UsbTree(target.root());
    usb.awaitAt(PORT, target.type().usb().application().id(), plenty());
    if (target.type().flash() == FlashMethod.ESPTOOL) {
      chip.resetToBootloader();
      usb.awaitAt(PORT, Wanted.device(target.type().usb().rom().orElseThrow().id()), plenty());
    } else {
      chip.resetToUf2();
      usb.awaitAt(PORT, target.type().usb().bootloader().id(), plenty());
    }
    return this;
  }

  byte[] goodImage() {
    DemonstrationImage image = new DemonstrationImage(target.type(), VERSION, Variant.GOOD, 7);
    return target.type().flash() == FlashMethod.ESPTOOL ? image.bin() : image.uf2();
  }

  /** Flashes these bytes as an image of the board's type. */
  FlashOutcome flash(byte[] bytes, Deadline deadline) throws Exception {
    return flash(bytes, Sha256.of(bytes), Tools.here(), deadline);
  }

  FlashOutcome flash(byte[] bytes, Sha256 digest, Tools tools, Deadline deadline) throws Exception {
    Path file = Files.write(folder.resolve("image"), bytes);
    Image image =
        new Image(
            target.type().id(),
            target.type().flash().format(),
            "firmware." + target.type().flash().format().extension(),
            digest,
            bytes.length,
            new Banner(VERSION, "2026-11-20", target.type().bannerName()));
    return new Flashers(tools)
        .by(target.type().flash())
        .flash(target, image, file, this::hear, deadline);
  }

  private void hear(int percent) {
    progress.add(percent);
    begun.countDown();
  }

  @Override
  public void close() throws IOException {
    rack.close();
  }
}
