package org.hilfarm.testing.github.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hilfarm.wire.json.Json;

/**
 * An answer.
 *
 * @param status of HTTP; 0 closes the connection without a word
 * @param headers beside the length
 * @param body may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // goes straight to a socket, never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** JSON as GitHub's API answers it. */
  public static Answer json(int status, Object value) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        Json.write(value).getBytes(UTF_8));
  }

  /** GitHub's words for what it does not do: a {@code basic-error} of its description. */
  public static Answer error(int status, String message) {
    return json(
        status,
        Map.of(
            "message",
            message,
            "documentation_url",
            "https://docs.github.com/rest",
            "status",
            Integer.toString(status)));
  }

  /** No body. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  /** Sends elsewhere. */
  public static Answer redirect(String location) {
    return empty(302).with("Location", location);
  }

  /** Nobody answers: the connection is closed. */
  public static Answer silence() {
    return empty(0);
  }

  /** A page for people. */
  public static Answer page(int status, String html) {
    return new Answer(
        status,
        Map.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"),
        html.getBytes(UTF_8));
  }

  /** The same with one more header. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  /** The body as text. */
  public String text() {
    return new String(body, UTF_8);
  }
}
