package org.hilfarm.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.BootDrive;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.FlashMethod;
import org.hilfarm.model.board.MemoryArea;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.UsbId;
import org.hilfarm.model.board.UsbIdentities;
import org.hilfarm.model.board.UsbIdentity;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.Lease;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.wire.rackapi.WorkOffer;

/** A small rack and work for it. */
public final class Samples {
  public static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  public static final BoardSerial FIRST = new BoardSerial("E660000000000001");
  public static final BoardSerial SECOND = new BoardSerial("E660000000000002");
  public static final byte[] IMAGE_BYTES = "an image".getBytes(StandardCharsets.UTF_8);
  public static final byte[] TRANSCRIPT = "a transcript".getBytes(StandardCharsets.UTF_8);
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  public static final BoardType PICO_TYPE =
      new BoardType(
          PICO,
          Family.RP2040,
          "Raspberry Pi Pico",
          new UsbIdentities(
              new UsbIdentity(UsbId.parse("239a:80f4"), "Raspberry Pi", "Pico"),
              new UsbIdentity(UsbId.parse("2e8a:0003"), "Raspberry Pi", "RP2 Boot"),
              Optional.empty(),
              Optional.empty()),
          FlashMethod.BOOTSEL,
          new BootDrive("RPI-RP2", "RPI-RP2", "Raspberry Pi RP2", false),
          2 << 20,
          new MemoryArea(0x10000000L, 0x10100000L),
          Set.of(),
          Optional.empty());

  private Samples() {}

  public static Rack rack() {
    return new Rack(
        new RackId("test"), List.of(slot("a", "1-1.1", FIRST), slot("b", "1-1.2", SECOND)));
  }

  public static Map<BoardTypeId, BoardType> types() {
    return Map.of(PICO, PICO_TYPE);
  }

  public static Slot slot(String id, String port, BoardSerial serial) {
    return new Slot(
        new SlotId(id),
        new PortPath(port),
        PICO,
        serial,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  public static Image image() {
    return new Image(
        PICO,
        ImageFormat.UF2,
        "pico.uf2",
        Sha256.of(IMAGE_BYTES),
        IMAGE_BYTES.length,
        new Banner("10.2.0", "2026-11-22", "Raspberry Pi Pico with rp2040"));
  }

  public static WorkOffer offer(long token, BoardSerial board) {
    return new WorkOffer(
        new Lease(
            new LeaseToken(token), new JobId("r-" + token), 1, new RackId("test"), board, NOW),
        15_000,
        new RunId("r"),
        PICO_TYPE,
        image(),
        List.of(script("a/one"), script("a/two")),
        "",
        1);
  }

  private static Script script(String id) {
    return new Script(
        new ScriptId(id),
        id,
        Set.of(),
        Duration.ofSeconds(5),
        List.of(),
        List.of(),
        "",
        Sha256.of(new byte[0]));
  }

  /** Everything passed, with one attachment. */
  public static JobRunner.Done passed(WorkOffer offer) {
    List<ScriptReport> scripts =
        offer.scripts().stream()
            .map(
                s ->
                    new ScriptReport(
                        s.id(),
                        new Outcome.Passed(),
                        List.of(),
                        List.of(),
                        List.of(),
                        NOW,
                        Duration.ZERO,
                        Duration.ZERO))
            .toList();
    Sha256 digest = Sha256.of(TRANSCRIPT);
    BoardReport report =
        new BoardReport(
            offer.lease().job(),
            1,
            offer.lease().rack(),
            offer.lease().board(),
            PICO,
            new FlashReport.Running(
                offer.image().digest(), offer.image().banner(), PICO, Duration.ofSeconds(1)),
            scripts,
            List.of(),
            List.of(new Attachment("console", "text/plain", digest, TRANSCRIPT.length)),
            NOW,
            NOW);
    return new JobRunner.Done(report, Map.of(digest, TRANSCRIPT));
  }

  /** Fills a rack's tree with a board's application at a port. */
  public static void plug(Path root, String port, String usbId, String serial) throws IOException {
    Path device = Files.createDirectories(root.resolve("sys/bus/usb/devices").resolve(port));
    UsbId id = UsbId.parse(usbId);
    Files.writeString(device.resolve("devnum"), "7\n");
    Files.writeString(device.resolve("serial"), serial + "\n");
    Files.writeString(device.resolve("product"), "Pico\n");
    Files.writeString(device.resolve("idVendor"), id.vendorHex() + "\n");
    Files.writeString(device.resolve("idProduct"), id.productHex() + "\n");
  }
}
