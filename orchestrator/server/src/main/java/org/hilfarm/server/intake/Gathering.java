package org.hilfarm.server.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.script.Script;
import org.hilfarm.wire.upstream.UpstreamBundle;

/**
 * Collects the images of one submission, file by file, and every problem on the way. Bytes are read
 * only for board types the farm knows, once each, so memory is bounded by the farm's own list.
 */
final class Gathering {
  /** More problems than a person reads; the rest is counted. */
  private static final int MAX_PROBLEMS = 50;

  /** Where a file's bytes come from; reads at most so many, and throws where there are more. */
  interface Bytes {
    byte[] read(long atMost) throws IOException, MalformedImageException;
  }

  private final Map<BoardTypeId, BoardType> types;
  private final Optional<Set<BoardTypeId>> wanted;
  private final SortedMap<BoardTypeId, Image> taken = new TreeMap<>();
  private final Map<Sha256, byte[]> takenBytes = new TreeMap<>();
  private final SortedMap<BoardTypeId, String> seen = new TreeMap<>();
  private final SortedMap<BoardTypeId, String> otherFormat = new TreeMap<>();
  private final Set<BoardTypeId> unknown = new TreeSet<>();
  private Optional<List<Script>> upstream = Optional.empty();
  private final List<String> problems = new ArrayList<>();
  private final Elves elves = new Elves();
  private int moreProblems;

  Gathering(Map<BoardTypeId, BoardType> types, Optional<Set<BoardTypeId>> wanted) {
    this.types = types;
    this.wanted = wanted;
  }

  /** Looks at one file; what is neither an en_US image nor one of MicroPython's is ignored. */
  void file(String path, Bytes bytes) {
    String fileName = path.substring(path.lastIndexOf('/') + 1);
    if (fileName.endsWith(".elf")) {
      elf(path, bytes);
      return;
    }
    if (fileName.equals(UpstreamBundle.FILE_NAME)) {
      upstream(Shown.name(path), bytes);
      return;
    }
    Optional<ImageName> name = ImageName.of(fileName);
    if (name.isEmpty()) {
      foreign(path, fileName, bytes);
      return;
    }
    if (!wants(name.get().boardType())) {
      return;
    }
    BoardType type = types.get(name.get().boardType());
    if (type == null) {
      unknown.add(name.get().boardType());
    } else if (type.flash().format() != name.get().format()) {
      otherFormat.put(type.id(), ImageRules.wrongFormat(Shown.name(path), type));
    } else {
      image(path, fileName, type, bytes);
    }
  }

  /** Optional, and looked at only where it says whose it is; read whole, kept in part. */
  private void elf(String path, Bytes bytes) {
    elves
        .whose(path, types)
        .filter(this::wants)
        .ifPresent(
            board -> reading(Shown.name(path), () -> elves.take(board, bytes.read(Elves.LARGEST))));
  }

  private void upstream(String shown, Bytes bytes) {
    if (upstream.isPresent()) {
      problem(shown + ": a second file of upstream tests");
      return;
    }
    upstream = Optional.of(List.of());
    reading(
        shown,
        () -> upstream = Optional.of(UpstreamBundle.scripts(bytes.read(UpstreamBundle.LONGEST))));
  }

  private void foreign(String path, String fileName, Bytes bytes) {
    ForeignImage image =
        ForeignImage.among(types.values().stream().filter(t -> wants(t.id())).toList());
    if (image.mayBe(fileName)) {
      reading(
          Shown.name(path),
          () ->
              image
                  .read(fileName, bytes)
                  .ifPresent(f -> image(path, fileName, f.type(), f.bytes())));
    }
  }

  /** Something that reads a file and finds what is wrong with it. */
  private interface Reading {
    void read() throws IOException, MalformedImageException;
  }

  private void reading(String shown, Reading reading) {
    try {
      reading.read();
    } catch (MalformedImageException e) {
      problem(shown + ": " + e.getMessage());
    } catch (IOException e) {
      problem(
          "%s: cannot be read: %s".formatted(shown, Shown.name(String.valueOf(e.getMessage()))));
    }
  }

  private boolean wants(BoardTypeId board) {
    return wanted.isEmpty() || wanted.get().contains(board);
  }

  private void image(String path, String fileName, BoardType type, Bytes bytes) {
    String shown = Shown.name(path);
    String first = seen.putIfAbsent(type.id(), shown);
    if (first != null) {
      problem(
          "%s: a second image for %s and en_US; %s is there already"
              .formatted(shown, type.id(), first));
      return;
    }
    reading(
        shown,
        () -> {
          byte[] read = bytes.read(ImageRules.largest(type));
          Image image = ImageRules.check(fileName, read, type);
          taken.put(type.id(), image);
          takenBytes.put(image.digest(), read);
        });
  }

  void problem(String problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else {
      moreProblems++;
    }
  }

  /** What was gathered; throws with every problem where there is one. */
  Intaken finish(String source) throws BadSubmissionException {
    otherFormat.forEach(
        (board, sentence) -> {
          if (!seen.containsKey(board)) {
            problem(sentence);
          }
        });
    if (problems.isEmpty() && taken.isEmpty()) {
      problem(none(source));
    }
    if (moreProblems > 0) {
      problems.add("and %d more".formatted(moreProblems));
    }
    if (!problems.isEmpty()) {
      throw new BadSubmissionException(problems);
    }
    return new Intaken(
        elves.beside(taken.values(), takenBytes),
        takenBytes,
        List.copyOf(unknown),
        upstream.orElse(List.of()));
  }

  private String none(String source) {
    String others =
        unknown.isEmpty()
            ? ""
            : "; there are images for %s, which this farm has no board type for".formatted(unknown);
    String filter = wanted.map(w -> " among " + new TreeSet<>(w)).orElse("");
    return "%s: no image for any board of this farm%s: nothing is named adafruit-circuitpython-<board_id>-en_US-<version>.uf2 or .bin for one of %s, and no .uf2 holds a MicroPython for one of them%s"
        .formatted(source, filter, new TreeSet<>(types.keySet()), others);
  }
}
