package org.hilfarm.drivers.reset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;

/**
 * One family's table of {@link Expectation}s, read from the resource that bears its name.
 * Immutable.
 */
final class Expectations {
  private final List<Expectation> rows;
  private final RomCodes romCodes;
  private final Version newestKnown;

  private Expectations(List<Expectation> rows, RomCodes romCodes, Version newestKnown) {
    this.newestKnown = newestKnown;
    this.rows = List.copyOf(rows);
    this.romCodes = romCodes;
  }

  static Expectations of(Family family, Firmware firmware) {
    String chip = family.name().toLowerCase(Locale.ROOT);
    String name =
        switch (firmware) {
          case CIRCUITPYTHON -> chip + ".txt";
          case MICROPYTHON -> chip + "-micropython.txt";
        };
    try (InputStream in = Expectations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not on the class path");
      }
      return parse(
          name, new String(in.readAllBytes(), StandardCharsets.UTF_8), newestKnown(firmware));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }

  /** The newest release whose sources the tables were read from. */
  private static Version newestKnown(Firmware firmware) {
    return switch (firmware) {
      case CIRCUITPYTHON -> new Version(10, 2, 1);
      case MICROPYTHON -> new Version(1, 25, 0);
    };
  }

  static Expectations parse(String name, String text, Version newestKnown) {
    List<Expectation> rows = new ArrayList<>();
    RomCodes romCodes = new RomCodes();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = Arrays.stream(line.split("\\|", 6)).map(String::strip).toList();
      try {
        if (line.startsWith("rom ")) {
          romCodes.add(
              cells.get(0).substring(4).strip(),
              set(ResetReason.class, cells.get(1)),
              cells.get(2));
        } else if (line.startsWith("after ")) {
          romCodes.after(
              Stimulus.valueOf(cells.get(0).substring(6).strip()),
              Set.of(cells.get(1).split(" *, *")));
        } else {
          rows.add(row(cells));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(name, i + 1, e.getMessage()), e);
      }
    }
    return new Expectations(rows, romCodes, newestKnown);
  }

  /** The row that holds for this release; the newest one where the release is not known. */
  Optional<Expectation> row(Optional<Version> version, Stimulus stimulus, boolean usbPresent) {
    return rows.stream()
        .filter(r -> r.stimulus() == stimulus && r.usb().fits(usbPresent))
        .filter(r -> version.isEmpty() || r.since().compareTo(version.get()) <= 0)
        .max(Comparator.comparing(Expectation::since))
        .or(() -> newest(stimulus, usbPresent));
  }

  /** What the family's ROM says. */
  RomCodes romCodes() {
    return romCodes;
  }

  private Optional<Expectation> newest(Stimulus stimulus, boolean usbPresent) {
    return rows.stream()
        .filter(r -> r.stimulus() == stimulus && r.usb().fits(usbPresent))
        .max(Comparator.comparing(Expectation::since));
  }

  Version newestKnown() {
    return newestKnown;
  }

  /** Whether this release is among those the table was made for. */
  boolean knows(Version version) {
    return version.compareTo(newestKnown) <= 0
        && rows.stream().anyMatch(r -> r.since().compareTo(version) <= 0);
  }

  private static Expectation row(List<String> cells) {
    return new Expectation(
        Version.in(cells.get(0))
            .orElseThrow(() -> new IllegalArgumentException("no version: " + cells.get(0))),
        Stimulus.valueOf(cells.get(1)),
        Expectation.Usb.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
        set(ResetReason.class, cells.get(3)),
        set(SafeModeReason.class, cells.get(4)),
        cells.get(5));
  }

  private static <E extends Enum<E>> Set<E> set(Class<E> type, String cell) {
    Set<E> values = EnumSet.noneOf(type);
    if (cell.equals("-")) {
      return values; // there is no such thing to ask
    }
    for (String name : cell.split(",")) {
      values.add(Enum.valueOf(type, name.strip()));
    }
    return values;
  }
}
