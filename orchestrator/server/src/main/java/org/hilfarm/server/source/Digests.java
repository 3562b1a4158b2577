package org.hilfarm.server.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.build.Sha256;

/**
 * What sha256sum(1) writes: a digest and a name in each line.
 *
 * @param byName digests by the names' last parts
 */
record Digests(Map<String, String> byName) {
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](\\S.*)");

  /** Reads it; a line that is none, or a name said twice with two digests, breaks it. */
  static Digests read(String where, byte[] bytes) throws NoBuildException {
    Map<String, String> read = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      Matcher matcher = LINE.matcher(line.strip());
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!matcher.matches()) {
        throw NoBuildException.forGood(
            "%s: a line is not as sha256sum writes it: %s".formatted(where, Words.plain(line)));
      }
      String name = matcher.group(2).substring(matcher.group(2).lastIndexOf('/') + 1);
      String digest = matcher.group(1).toLowerCase(Locale.ROOT);
      if (!read.merge(name, digest, (a, b) -> a.equals(b) ? a : "two").equals(digest)) {
        throw NoBuildException.forGood(
            "%s: it has two digests for %s".formatted(where, Words.plain(name)));
      }
    }
    return new Digests(Map.copyOf(read));
  }

  Optional<String> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Throws where a file is not what was promised. */
  static void check(String what, Path file, String digest) throws NoBuildException, IOException {
    String is = Sha256.of(Files.readAllBytes(file)).value();
    if (!is.equals(digest)) {
      throw NoBuildException.forGood(
          "%s: what came has the sha256 %s instead of %s".formatted(what, is, digest));
    }
  }
}
