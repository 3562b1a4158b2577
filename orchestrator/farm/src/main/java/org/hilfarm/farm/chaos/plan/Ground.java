package org.hilfarm.farm.chaos.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardSerial;

/** Where a campaign takes place: two orchestrators, three agents, 24 boards of six types. */
public final class Ground {
  /** How many racks there are, each with an agent. */
  public static final int RACKS = 3;

  /** How many boards a rack has. */
  public static final int BOARDS = 8;

  /** How many orchestrators there are. */
  public static final int ORCHESTRATORS = 2;

  /** Two of each family. A serial is a chip's uid: 6 bytes on an ESP32-S2, 8 on the others. */
  private static final List<Sort> SORTS =
      List.of(
          new Sort("adafruit_magtag_2.9_grayscale", "7CDFA1%06X"),
          new Sort("feather_nrf52840_express", "4D1E2A90%08X"),
          new Sort("raspberry_pi_pico", "E6614103%08X"),
          new Sort("adafruit_feather_esp32s2", "7CDFA2%06X"),
          new Sort("circuitplayground_bluefruit", "A8F03C51%08X"),
          new Sort("adafruit_feather_rp2040", "DF625857%08X"));

  private record Sort(String type, String serial) {}

  /**
   * A board's place.
   *
   * @param rack the rack's name
   * @param slot the slot's
   * @param port where it is plugged in; no two racks have the same, since they share a host here
   * @param type the board's
   * @param serial the board's
   */
  public record Seat(String rack, String slot, String port, String type, BoardSerial serial) {
    /** The board, as the database names it. */
    public String board() {
      return rack + "/" + serial;
    }
  }

  private Ground() {}

  /** The racks' names. */
  public static List<String> racks() {
    return numbered("rack", RACKS);
  }

  /** The orchestrators' names. */
  public static List<String> orchestrators() {
    return numbered("orchestrator", ORCHESTRATORS);
  }

  private static List<String> numbered(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> name + "-" + i).toList();
  }

  /** The name of PostgreSQL. */
  public static String database() {
    return "postgresql";
  }

  /** The types of boards there are. */
  public static List<String> types() {
    return SORTS.stream().map(Sort::type).toList();
  }

  /** All boards, rack by rack. */
  public static List<Seat> seats() {
    List<Seat> seats = new ArrayList<>();
    for (int rack = 1; rack <= RACKS; rack++) {
      for (int slot = 1; slot <= BOARDS; slot++) {
        int number = (rack - 1) * BOARDS + slot;
        Sort sort = SORTS.get((number - 1) % SORTS.size());
        seats.add(
            new Seat(
                "rack-" + rack,
                "slot-" + slot,
                "%d-1.%d".formatted(rack, slot),
                sort.type(),
                new BoardSerial(sort.serial().formatted(number))));
      }
    }
    return seats;
  }

  /** The boards of a rack. */
  public static List<Seat> seats(String rack) {
    return seats().stream().filter(s -> s.rack().equals(rack)).toList();
  }
}
