package org.hilfarm.server.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.elf.Essence;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;

/**
 * The ELF files that came with a build: {@code build-<board_id>/firmware.elf}, as CircuitPython's
 * build and its custom-board workflow leave them, or any {@code .elf} below a folder named after
 * the board, or one named like the image. Of each only what tells code is kept. One thread.
 */
final class Elves {
  /** With all of its debug information. */
  static final long LARGEST = 64L << 20;

  /** What is kept of one. */
  private static final int MOST_KEPT = 16 << 20;

  private static final Pattern NAMED =
      Pattern.compile("adafruit-circuitpython-([A-Za-z0-9._-]{1,80}?)-en_US-[^/]{1,80}\\.elf");

  private final Map<BoardTypeId, byte[]> kept = new TreeMap<>();

  /** Whose it is; empty where its path does not tell. */
  Optional<BoardTypeId> whose(String path, Map<BoardTypeId, BoardType> types) {
    String[] parts = path.split("/", -1);
    Matcher named = NAMED.matcher(parts[parts.length - 1]);
    if (named.matches()) {
      return known(named.group(1), types);
    }
    for (int i = parts.length - 2; i >= 0; i--) {
      Optional<BoardTypeId> board = known(parts[i].replaceFirst("^build-", ""), types);
      if (board.isPresent()) {
        return board;
      }
    }
    return Optional.empty();
  }

  private static Optional<BoardTypeId> known(String name, Map<BoardTypeId, BoardType> types) {
    return types.keySet().stream().filter(id -> id.value().equals(name)).findFirst();
  }

  void take(BoardTypeId board, byte[] file) throws MalformedImageException {
    byte[] essence = Essence.of(file);
    if (essence.length > MOST_KEPT) {
      throw new MalformedImageException(
          "its symbols and lines have %d bytes; at most %d are kept"
              .formatted(essence.length, MOST_KEPT));
    }
    if (kept.putIfAbsent(board, essence) != null) {
      throw new MalformedImageException("a second ELF file for " + board);
    }
  }

  /** The images, each with its ELF file, whose bytes join the others. */
  List<Image> beside(Collection<Image> images, Map<Sha256, byte[]> bytes) {
    List<Image> all = new ArrayList<>();
    for (Image image : images) {
      byte[] essence = kept.get(image.boardType());
      if (essence == null) {
        all.add(image);
      } else {
        Sha256 digest = Sha256.of(essence);
        bytes.put(digest, essence);
        all.add(image.with(new Image.Elf(digest, essence.length)));
      }
    }
    return all;
  }
}
