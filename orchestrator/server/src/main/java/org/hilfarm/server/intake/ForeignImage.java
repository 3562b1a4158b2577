package org.hilfarm.server.intake;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;

/**
 * A UF2 file that is not named as CircuitPython's CI names its images. MicroPython's are called
 * anything ({@code RPI_PICO-20250415-v1.25.0.uf2} where they are downloaded, {@code firmware.uf2}
 * where they are built), so what is inside says which board they are for.
 *
 * @param types the board types of that firmware that somebody wants
 */
record ForeignImage(List<BoardType> types) {
  /** What MicroPython's downloads are called. */
  private static final Pattern DOWNLOAD =
      Pattern.compile("[A-Za-z0-9_-]{1,80}-\\d{8}-[A-Za-z0-9._-]{1,80}\\.uf2");

  /** An image that was read, and the board type whose it is. */
  record Found(BoardType type, Gathering.Bytes bytes) {}

  static ForeignImage among(Collection<BoardType> all) {
    return new ForeignImage(
        all.stream().filter(t -> t.firmware() == Firmware.MICROPYTHON).toList());
  }

  /** Whether a file of this name is worth reading. */
  boolean mayBe(String fileName) {
    return !types.isEmpty()
        && fileName.endsWith(".uf2")
        && !fileName.startsWith("adafruit-circuitpython-");
  }

  /**
   * Reads it; empty where it is none of MicroPython's. Throws where it is, or is named like one,
   * and breaks a rule.
   */
  Optional<Found> read(String fileName, Gathering.Bytes bytes)
      throws IOException, MalformedImageException {
    byte[] read;
    Optional<Banner> banner;
    try {
      read = bytes.read(types.stream().mapToLong(ImageRules::largest).max().orElse(0));
      banner = Banner.in(Uf2File.parse(read).flash());
    } catch (MalformedImageException e) {
      if (named(fileName)) {
        throw e;
      }
      return Optional.empty();
    }
    if (banner.filter(b -> b.firmware() == Firmware.MICROPYTHON).isEmpty()) {
      if (named(fileName)) {
        throw new MalformedImageException(notInside(banner));
      }
      return Optional.empty();
    }
    return Optional.of(new Found(type(banner.get()), atMost -> read));
  }

  private static boolean named(String fileName) {
    return DOWNLOAD.matcher(fileName).matches();
  }

  private static String notInside(Optional<Banner> banner) {
    return "it is named as MicroPython's images are, but "
        + banner
            .map(
                b ->
                    "it holds %s (\"%s\"): give it the name that %s's CI gives it"
                        .formatted(b.firmware().title(), b, b.firmware().title()))
            .orElse("no version banner is inside it, so nothing could prove that it runs");
  }

  private BoardType type(Banner banner) throws MalformedImageException {
    return types.stream()
        .filter(t -> t.bannerName().equals(banner.machine()))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedImageException(
                    "its banner says it is MicroPython for \"%s\"; this farm has MicroPython's board types %s"
                        .formatted(
                            banner.machine(),
                            types.stream()
                                .map(t -> "%s (\"%s\")".formatted(t.id(), t.bannerName()))
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }
}
