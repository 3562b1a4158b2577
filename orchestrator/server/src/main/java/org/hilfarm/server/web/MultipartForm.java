package org.hilfarm.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A multipart form (RFC 7578) that is read while it arrives, one part after the other: nothing of
 * it is kept in memory or on the disk but what its reader keeps. One thread uses it.
 */
public final class MultipartForm {
  private static final int LONGEST_LINE = 8 << 10;
  private static final int MOST_HEADERS = 32;

  private static final Pattern TYPE =
      Pattern.compile(
          "(?i)\\s*multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s\";,]{1,70})).*");
  private static final Pattern DISPOSITION =
      Pattern.compile("(?i)content-disposition\\s*:\\s*form-data\\s*(;.*)?");
  private static final Pattern NAME = parameter("name");
  private static final Pattern FILE_NAME = parameter("filename");

  private final Delimited sections;

  private MultipartForm(InputStream body, String boundary) {
    // The first delimiter has no line before it; with one added all look the same.
    InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream("\r\n".getBytes(ISO_8859_1)), body);
    this.sections = new Delimited(whole, ("\r\n--" + boundary).getBytes(ISO_8859_1));
  }

  private static Pattern parameter(String name) {
    return Pattern.compile(
        "(?i);\\s*" + name + "=(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^\\s\";]++))");
  }

  /** The form in a body of this content type; empty where that is none. */
  public static Optional<MultipartForm> of(@Nullable String contentType, InputStream body) {
    Matcher m = TYPE.matcher(contentType == null ? "" : contentType);
    return m.matches()
        ? Optional.of(new MultipartForm(body, m.group(1) != null ? m.group(1) : m.group(2)))
        : Optional.empty();
  }

  /**
   * A part.
   *
   * @param name the field's
   * @param fileName what the sender calls the file; empty where the field is none
   * @param content its bytes, until the next part is asked for
   */
  public record Part(String name, Optional<String> fileName, InputStream content) {}

  /** The next part, whatever was left unread of the one before; empty after the last. */
  public Optional<Part> next() throws IOException {
    sections.pass();
    if (sections.startsWith("--".getBytes(ISO_8859_1))) {
      return Optional.empty();
    }
    if (!sections.line(LONGEST_LINE).isBlank()) {
      throw new IOException("a boundary is followed by something else than a part");
    }
    return Optional.of(part());
  }

  private Part part() throws IOException {
    Optional<String> disposition = Optional.empty();
    int headers = 0;
    for (String line = header(); !line.isEmpty(); line = header()) {
      if (++headers > MOST_HEADERS) {
        throw new IOException("a part has more than %d headers".formatted(MOST_HEADERS));
      }
      Matcher m = DISPOSITION.matcher(line);
      if (m.matches()) {
        disposition = Optional.of(m.group(1) == null ? "" : m.group(1));
      }
    }
    String parameters =
        disposition.orElseThrow(() -> new IOException("a part does not say which field it is"));
    return new Part(
        value(NAME, parameters).orElse(""), value(FILE_NAME, parameters), new Content());
  }

  private String header() throws IOException {
    return sections.line(LONGEST_LINE);
  }

  private static Optional<String> value(Pattern parameter, String parameters) {
    Matcher m = parameter.matcher(parameters);
    if (!m.find()) {
      return Optional.empty();
    }
    return Optional.of(m.group(1) != null ? m.group(1).replaceAll("\\\\(.)", "$1") : m.group(2));
  }

  /** The section as a stream; closing it leaves the form open. */
  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      return sections.read(into, at, length);
    }
  }
}
