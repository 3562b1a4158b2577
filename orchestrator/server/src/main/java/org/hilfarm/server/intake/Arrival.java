package org.hilfarm.server.intake;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;

/**
 * A submission that is looked at while it arrives, file by file: an image is read once, straight
 * from where it comes, and one that nobody wants is not read at all. One thread uses it.
 */
public final class Arrival {
  private final Gathering gathering;
  private int files;
  private String first = "";

  /**
   * Nothing has arrived yet.
   *
   * @param wanted the only board types to look at; none: all
   */
  Arrival(Map<BoardTypeId, BoardType> types, Set<BoardTypeId> wanted) {
    gathering = new Gathering(types, wanted.isEmpty() ? Optional.empty() : Optional.of(wanted));
    for (BoardTypeId board : new TreeSet<>(wanted)) {
      if (!types.containsKey(board)) {
        gathering.problem(
            "boards: this farm has no board type \"%s\"; it has: %s"
                .formatted(board, new TreeSet<>(types.keySet())));
      }
    }
  }

  /** Whether a file of this name has to lie on the disk to be looked at. */
  public static boolean isArchive(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * A file that is no archive.
   *
   * @param name what the submitter calls it
   * @param content read now, or never
   */
  public void file(String name, InputStream content) {
    count(name);
    gathering.file(name, atMost -> BoundedRead.all(content, atMost));
  }

  /**
   * An archive.
   *
   * @param name what the submitter calls it
   * @param where it lies
   */
  public void archive(String name, Path where) {
    count(name);
    ZipSource.gather(where, Shown.name(name), Limits.FARM, gathering);
  }

  /** A folder of this machine, as it is now; archives in it are opened. */
  public void folder(Path where) {
    count(where.toString());
    FolderSource.gather(where, gathering);
  }

  /** A file or folder of this machine. */
  void local(Upload upload) {
    count(upload.name());
    upload.gather(gathering);
  }

  private void count(String name) {
    first = files == 0 ? Shown.name(name) : first;
    files++;
  }

  /** All of it, now that nothing more will come; throws with every broken rule at once. */
  public Intaken finish() throws BadSubmissionException {
    if (files == 0) {
      gathering.problem("the submission holds no file");
    }
    return gathering.finish(files == 1 ? first : "the submission");
  }
}
