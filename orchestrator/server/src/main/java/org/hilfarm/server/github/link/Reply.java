package org.hilfarm.server.github.link;

import java.net.http.HttpHeaders;
import java.util.Optional;

/** What came back: not yet understood. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Reply(int status, HttpHeaders headers, byte[] body) {
  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** A header that is a number of seconds or requests; nonsense counts as not said. */
  Optional<Long> number(String name) {
    return header(name).filter(v -> v.matches("[0-9]{1,15}")).map(Long::valueOf);
  }
}
