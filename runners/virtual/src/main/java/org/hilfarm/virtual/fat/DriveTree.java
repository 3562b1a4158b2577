package org.hilfarm.virtual.fat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a drive: contents by path, with folders as paths that end in a slash.
 *
 * @param entries not to be changed
 */
public record DriveTree(SortedMap<String, byte[]> entries) {
  /** Entries of a drive at most; a drive's own limit is its size. */
  public static final int ENTRY_LIMIT = 10_000;

  public DriveTree {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** A drive with text files only, by name and contents. */
  public static DriveTree ofTexts(SortedMap<String, String> texts) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    texts.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return new DriveTree(entries);
  }

  /** What is in a folder. */
  public static DriveTree of(Path folder) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.filter(p -> !p.equals(folder)).limit(ENTRY_LIMIT).toList();
    }
    for (Path path : paths) {
      String name = folder.relativize(path).toString();
      if (Files.isDirectory(path)) {
        entries.put(name + "/", new byte[0]);
      } else {
        entries.put(name, Files.readAllBytes(path));
      }
    }
    return new DriveTree(entries);
  }

  /** Whether both hold the same files with the same contents. */
  public boolean same(DriveTree other) {
    return entries.keySet().equals(other.entries.keySet())
        && entries.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), other.entries.get(e.getKey())));
  }
}
