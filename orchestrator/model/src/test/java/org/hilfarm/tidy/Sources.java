package org.hilfarm.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The repository's own Java files: what a person wrote, not what a build left behind. */
final class Sources {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  private Sources() {}

  /** The checkout's root, handed in by the build. */
  static Path root() {
    String root = System.getProperty("repository.root", "");
    if (root.isBlank()) {
      throw new IllegalStateException(
          "the system property repository.root is not set: run the tests through Maven, or set it"
              + " to the checkout");
    }
    return Path.of(root);
  }

  /** Every Java file, by path. */
  static List<Path> all() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(root(), new Finder(found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(found);
    return found;
  }

  /** Every Java file that ships. */
  static List<Path> main() {
    return all().stream().filter(f -> named(f).contains("src/main/java/")).toList();
  }

  /** Every Java file that tests. */
  static List<Path> test() {
    return all().stream().filter(f -> named(f).contains("src/test/java/")).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's name below the root, for messages. */
  static String named(Path file) {
    return root().relativize(file).toString();
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final List<Path> found;

    Finder(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      Path name = folder.getFileName();
      return name != null && NOT_OURS.contains(name.toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.toString().endsWith(".java")) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
