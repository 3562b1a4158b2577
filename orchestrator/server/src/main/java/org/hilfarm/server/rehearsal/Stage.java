package org.hilfarm.server.rehearsal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.plan.TrustedData;

/**
 * What is made up for a rehearsal: a board type nobody has, so that nothing of the farm's own is
 * touched, and one board of it, to be tested with all of the farm's own scripts.
 *
 * @param trusted the farm's data with nothing but that type
 * @param type that type
 */
record Stage(TrustedData trusted, BoardType type) {
  private static final int FLASH_BYTES = 256 << 10;
  private static final int BANNER_AT = 1000;
  private static final BoardTypeId ID = new BoardTypeId("rehearsal");
  private static final SuiteId SUITE = new SuiteId("rehearsal");

  /** One whose board is like the first of the farm's that takes UF2 images; empty without one. */
  static Optional<Stage> like(TrustedData farm) {
    return new TreeMap<>(farm.types())
        .values().stream()
            .filter(t -> t.flash().format() == ImageFormat.UF2)
            .findFirst()
            .map(t -> of(t, farm));
  }

  private static Stage of(BoardType like, TrustedData farm) {
    Set<Ability> abilities = new HashSet<>(like.abilities());
    farm.scripts().values().forEach(s -> abilities.addAll(s.needs()));
    BoardType type =
        new BoardType(
            ID,
            like.family(),
            like.name(),
            like.usb(),
            like.flash(),
            like.drive(),
            like.flashBytes(),
            like.application(),
            abilities,
            like.i2c());
    Suite suite = new Suite(SUITE, List.copyOf(farm.scripts().keySet()));
    return new Stage(
        new TrustedData(
            Map.of(ID, type), Map.of(SUITE, suite), farm.scripts(), farm.library(), farm.commit()),
        type);
  }

  BoardStatus board() {
    return new BoardStatus(
        new RackId("rehearsal"),
        new SlotId("rehearsal"),
        new BoardSerial("rehearsal"),
        ID,
        type.abilities(),
        BoardState.READY,
        "made up",
        Instant.EPOCH);
  }

  Submissions.Wish wish() {
    return new Submissions.Wish("rehearsal", SUITE);
  }

  String imageName() {
    return "adafruit-circuitpython-%s-en_US-0.0.0.uf2".formatted(ID);
  }

  byte[] image() {
    byte[] flash = new byte[FLASH_BYTES];
    String banner = "Adafruit CircuitPython 0.0.0 on 2000-01-01; " + type.bannerName() + "\0";
    byte[] text = banner.getBytes(US_ASCII);
    System.arraycopy(text, 0, flash, BANNER_AT, text.length);
    return Uf2File.of(type.family().uf2FamilyId(), type.application().start(), flash).encode();
  }
}
