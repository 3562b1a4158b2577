package org.hilfarm.agent.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;

/**
 * The rack's copies of firmware images, named by digest and checked each time they are handed out.
 * It keeps a limited number; the longest unused goes first, never one that a board is flashed from.
 * Any thread may use it.
 */
public final class ImageCache {
  /** Larger than any image of the families here; a build's images are checked at submission. */
  private static final int LARGEST = 64 << 20;

  private final Path folder;
  private final RackLink link;
  private final int capacity;
  private final InstantSource clock;
  private final Map<Sha256, Entry> held = new HashMap<>();

  /** An image somebody wants; there are as many as boards at work. */
  private static final class Entry {
    final ReentrantLock fetching = new ReentrantLock();
    int holders;
  }

  public ImageCache(Path folder, RackLink link, int capacity, InstantSource clock)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.link = link;
    this.capacity = capacity;
    this.clock = clock;
    for (Path left : files(true)) {
      Files.deleteIfExists(left);
    }
  }

  /**
   * Fetches an image unless it is here; it stays until what is returned is closed. Who wants the
   * same image waits for the one fetch, who wants another does not.
   */
  public HeldImage hold(Image image) throws IOException, RefusedException, InterruptedException {
    return hold(new Wanted(image.digest(), image.bytes(), "the image " + image.fileName()));
  }

  /** The same for what came with an image. */
  HeldImage hold(Image image, Image.Elf elf)
      throws IOException, RefusedException, InterruptedException {
    return hold(new Wanted(elf.digest(), elf.bytes(), "the ELF file of " + image.fileName()));
  }

  private record Wanted(Sha256 digest, long bytes, String what) {}

  private HeldImage hold(Wanted image) throws IOException, RefusedException, InterruptedException {
    Entry entry = take(image.digest());
    boolean here = false;
    try {
      Path file = folder.resolve(image.digest().value());
      entry.fetching.lockInterruptibly();
      try {
        if (!Files.exists(file) || !Digested.of(file).equals(image.digest())) {
          fetch(image, file);
        }
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      } finally {
        entry.fetching.unlock();
      }
      shrink();
      here = true;
      return new HeldImage(file, () -> release(image.digest()));
    } finally {
      if (!here) {
        release(image.digest());
      }
    }
  }

  /** From here on it is held, so that nobody shrinks it away. */
  private synchronized Entry take(Sha256 digest) {
    Entry entry = held.computeIfAbsent(digest, d -> new Entry());
    entry.holders++;
    return entry;
  }

  private void fetch(Wanted image, Path file)
      throws IOException, RefusedException, InterruptedException {
    if (image.bytes() < 1 || image.bytes() > LARGEST) {
      throw new IOException(
          "%s says it has %d bytes; 1 to %d are taken"
              .formatted(image.what(), image.bytes(), LARGEST));
    }
    Path aside = folder.resolve(image.digest().value() + ".aside");
    try {
      Sha256 got =
          Digested.<RefusedException>write(
              aside, out -> link.artifact(image.digest(), (int) image.bytes(), out));
      if (!got.equals(image.digest())) {
        throw new IOException(
            "the orchestrator sent %d bytes with the digest %s instead of the image %s"
                .formatted(Files.size(aside), got.brief(), image.digest().brief()));
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside); // what broke off, or is something else
    }
  }

  private synchronized void release(Sha256 digest) {
    held.computeIfPresent(digest, (d, entry) -> --entry.holders > 0 ? entry : null);
  }

  private synchronized void shrink() throws IOException {
    List<Path> files = new ArrayList<>(files(false));
    Map<Path, FileTime> used = new HashMap<>();
    for (Path file : files) {
      used.put(file, Files.getLastModifiedTime(file));
    }
    files.sort(Comparator.comparing(used::get));
    int over = files.size() - capacity;
    for (Path file : files) {
      if (over > 0 && !held.containsKey(new Sha256(file.getFileName().toString()))) {
        Files.deleteIfExists(file);
        over--;
      }
    }
  }

  private List<Path> files(boolean aside) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.getFileName().toString().endsWith(".aside") == aside).toList();
    }
  }
}
