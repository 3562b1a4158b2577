package org.hilfarm.server.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The rules an archive's directory must keep before a byte of it is unpacked. Names decide nothing
 * here but refusal: what is stored is stored by digest.
 */
final class ZipRules {
  private static final int FILE_TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  private final String archive;
  private final Limits limits;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long total;

  ZipRules(String archive, Limits limits) {
    this.archive = archive;
    this.limits = limits;
  }

  /** Every rule this archive breaks. */
  List<String> broken(ZipFile zip) {
    List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
    if (entries.size() > limits.entries()) {
      return List.of(
          "%s: it has %d entries; at most %d are taken"
              .formatted(archive, entries.size(), limits.entries()));
    }
    for (ZipArchiveEntry entry : entries) {
      problem(entry).ifPresent(p -> problems.add("%s: %s: %s".formatted(archive, shown(entry), p)));
      total += Math.max(0, entry.getSize());
    }
    if (total > limits.totalBytes()) {
      problems.add(
          "%s: it unpacks to %d bytes; at most %d are taken"
              .formatted(archive, total, limits.totalBytes()));
    }
    return problems;
  }

  private Optional<String> problem(ZipArchiveEntry entry) {
    return name(entry).or(() -> kind(entry)).or(() -> size(entry));
  }

  private Optional<String> name(ZipArchiveEntry entry) {
    // The raw one: the library turns some backslashes into slashes.
    String name = new String(entry.getRawName(), StandardCharsets.UTF_8);
    if (!utf8(entry.getRawName()) || name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      return Optional.of("its name is not plain UTF-8 text");
    }
    if (name.startsWith("/") || name.matches("(?s)[A-Za-z]:.*")) {
      return Optional.of("its name is absolute");
    }
    if (name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
      return Optional.of("its name holds a backslash or a colon");
    }
    if (List.of(name.split("/", -1)).contains("..")) {
      return Optional.of("its name leads out of the archive (..)");
    }
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("the archive holds this name twice");
    }
    return Optional.empty();
  }

  private static boolean utf8(byte[] raw) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(raw));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Optional<String> kind(ZipArchiveEntry entry) {
    int mode = entry.getUnixMode() & FILE_TYPE;
    if (entry.isUnixSymlink()) {
      return Optional.of("it is a link");
    }
    if (mode != 0 && mode != REGULAR && mode != FOLDER) {
      return Optional.of("it is neither a file nor a folder");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of("it is encrypted");
    }
    return Optional.empty();
  }

  private Optional<String> size(ZipArchiveEntry entry) {
    if (entry.getSize() > limits.entryBytes()) {
      return Optional.of(
          "it unpacks to %d bytes; at most %d are taken"
              .formatted(entry.getSize(), limits.entryBytes()));
    }
    if (Ratio.tooHigh(entry.getSize(), entry.getCompressedSize(), limits.ratio())) {
      return Optional.of(Ratio.sentence(limits.ratio()));
    }
    return Optional.empty();
  }

  private static String shown(ZipArchiveEntry entry) {
    return Shown.name(entry.getName());
  }
}
