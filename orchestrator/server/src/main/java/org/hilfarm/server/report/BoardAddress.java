package org.hilfarm.server.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;

/**
 * Where a board's page is. A serial is what some USB device said: of dots alone it would lead a
 * browser a folder up, so there is a sign before it that no serial has.
 */
public final class BoardAddress {
  private static final String SIGN = "~";

  private BoardAddress() {}

  /** The address of its page. */
  public static String of(BoardSerial board) {
    return "/boards/" + part(board);
  }

  /** The same for templates; throws IllegalArgumentException where it is no serial. */
  public static String of(String serial) {
    return of(new BoardSerial(serial));
  }

  /** What stands for it in an address. */
  static String part(BoardSerial board) {
    String said = board.value();
    return (said.chars().allMatch(c -> c == '.') ? SIGN : "") + URLEncoder.encode(said, UTF_8);
  }

  /** The board that such a part of an address names, once it is decoded. */
  public static Optional<BoardSerial> read(String part) {
    try {
      return Optional.of(new BoardSerial(part.startsWith(SIGN) ? part.substring(1) : part));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
