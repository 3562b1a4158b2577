package org.hilfarm.server.github.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that GitHub has marked with an ETag: asked again with it, an answer that is the same
 * costs nothing of the limit. At most 200, of at most 256 KiB each; the longest unused goes first.
 * Any thread may use it.
 */
final class Remembered {
  private static final int MOST = 200;
  private static final int LARGEST = 256 << 10;

  private final Map<String, Tagged> known = new LinkedHashMap<>(16, 0.75f, true);

  /** An answer and its mark. */
  record Tagged(String tag, Reply reply) {}

  synchronized Optional<Tagged> of(String who, Query query) {
    return Optional.ofNullable(known.get(who + " " + query));
  }

  synchronized void keep(String who, Query query, Reply reply) {
    Optional<String> tag = reply.header("etag").filter(t -> t.length() <= 200);
    if (tag.isEmpty() || reply.body().length > LARGEST) {
      return;
    }
    known.put(who + " " + query, new Tagged(tag.get(), reply));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
  }
}
