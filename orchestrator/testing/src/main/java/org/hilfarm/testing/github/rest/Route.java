package org.hilfarm.testing.github.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;

/**
 * Something that can be asked.
 *
 * @param template the path as GitHub's description spells it, such as {@code /repos/{owner}/{repo}}
 */
record Route(String method, String template, Handler handler) {
  /** Answers a request; the places are what the path has where the template has names. */
  interface Handler {
    Answer answer(Asked asked, Map<String, String> places);
  }

  /** The path's places, where the path is this route's. */
  Optional<Map<String, String>> places(String path) {
    String[] names = template.split("/", -1);
    String[] parts = path.split("/", -1);
    if (names.length != parts.length) {
      return Optional.empty();
    }
    Map<String, String> places = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("{") && !parts[i].isEmpty()) {
        places.put(
            names[i].substring(1, names[i].length() - 1), URLDecoder.decode(parts[i], UTF_8));
      } else if (!names[i].equals(parts[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(places);
  }
}
