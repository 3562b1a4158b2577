package org.hilfarm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.rackapi.WorkOffer;

/** One slot of a rack with its virtual or emulated board, and work for it. */
public final class VirtualBench implements AutoCloseable {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository.root"));

  private final Path folder;
  private final Configs configs;
  private final Slot slot;
  private final BoardType type;
  private final VirtualRack rack;

  public VirtualBench(Path folder, String slotName, VirtualRackOptions options) throws Exception {
    this(folder, "demo", slotName, options);
  }

  VirtualBench(Path folder, String rackName, String slotName, VirtualRackOptions options)
      throws Exception {
    this(folder, rackName, slotName, options, slot -> slot);
  }

  /** With the slot described another way than the rack's file does. */
  VirtualBench(
      Path folder,
      String rackName,
      String slotName,
      VirtualRackOptions options,
      UnaryOperator<Slot> described)
      throws Exception {
    this.folder = folder;
    this.configs = Configs.load(REPOSITORY);
    Rack all = Objects.requireNonNull(configs.racks().get(new RackId(rackName)));
    this.slot =
        described.apply(
            all.slots().stream()
                .filter(s -> s.id().value().equals(slotName))
                .findFirst()
                .orElseThrow());
    this.type = configs.type(slot.boardType());
    this.rack =
        VirtualRack.start(
            folder.resolve("rack"),
            new Rack(all.id(), List.of(slot)),
            configs.types(),
            CircuitPython.factory(Tools.here(), Files.createDirectories(folder.resolve("python"))),
            options);
  }

  /** One slot of a rack that somebody else closes. */
  VirtualBench(Path folder, Configs configs, Slot slot, VirtualRack rack) {
    this.folder = folder;
    this.configs = configs;
    this.slot = slot;
    this.type = configs.type(slot.boardType());
    this.rack = rack;
  }

  PortPath port() {
    return slot.port();
  }

  VirtualRack rack() {
    return rack;
  }

  /** Waits until the board shows itself, as an agent does before it asks for work. */
  VirtualBench ready() throws Exception {
    new UsbTree(rack.root())
        .awaitAt(slot.port(), Wanted.anything(), Deadline.after(Duration.ofMinutes(1)));
    return this;
  }

  List<Script> suite() {
    return suite("smoke");
  }

  List<Script> suite(String name) {
    return configs.scriptsOf(new SuiteId(name));
  }

  public List<Script> scripts(List<ScriptId> ids) {
    return ids.stream().map(id -> Objects.requireNonNull(configs.scripts().get(id))).toList();
  }

  /** Work on an image of this version and kind. */
  public JobInput work(String version, Variant variant, List<Script> scripts) throws IOException {
    DemonstrationImage demo = new DemonstrationImage(type, version, variant, 1);
    byte[] bytes = type.flash() == FlashMethod.ESPTOOL ? demo.bin() : demo.uf2();
    Path file = Files.write(folder.resolve("image." + type.flash().format().extension()), bytes);
    return work(file, Banner.in(demo.application()).orElseThrow(), scripts);
  }

  /** Work on this UF2 file. */
  JobInput work(Path uf2, List<Script> scripts) throws Exception {
    byte[] flash = Uf2File.parse(Files.readAllBytes(uf2)).flash();
    return work(uf2, Banner.in(flash).orElseThrow(), scripts);
  }

  /** Work on this file, which is said to show this banner. */
  JobInput work(Path file, Banner banner, List<Script> scripts) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Image image =
        new Image(
            type.id(),
            type.flash().format(),
            file.getFileName().toString(),
            Sha256.of(bytes),
            bytes.length,
            banner);
    Lease lease =
        new Lease(
            new LeaseToken(1),
            new JobId("r1-1"),
            1,
            new RackId("demo"),
            slot.serial(),
            Instant.EPOCH);
    WorkOffer offer =
        new WorkOffer(lease, 60_000, new RunId("r1"), type, image, scripts, configs.library(), 42);
    return new JobInput(rack.root(), slot, offer, ImageArrival.of(file), Tools.here());
  }

  @Override
  public void close() throws IOException {
    rack.close();
  }
}
