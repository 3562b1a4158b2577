package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.web.MultipartForm;
import org.hilfarm.server.web.RefusedException;

/**
 * A submission's request, read once from its first byte to its last: a multipart form of files, or
 * one archive as the body. What is said beside the files stands in the address or in the form. One
 * thread uses it.
 */
final class Submitted {
  private static final int MAX_FILES = 500;
  private static final long MAX_BYTES = 256L << 20;
  private static final int LONGEST_FIELD = 4 << 10;
  private static final Set<String> FIELDS =
      Stream.concat(
              Stream.of("name", "suite", "boards", "baseline", "rack"),
              PullRequestFields.ALL.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Context context;
  private final Submissions submissions;
  private final UploadFolder folder;
  private final Map<String, String> said = new HashMap<>();
  private Optional<Arrival> arrival = Optional.empty();
  private int files;

  Submitted(Context context, Submissions submissions, UploadFolder folder) {
    this.context = context;
    this.submissions = submissions;
    this.folder = folder;
    for (String field : FIELDS) {
      Optional.ofNullable(context.queryParam(field))
          .filter(value -> !value.isBlank())
          .ifPresent(value -> said.put(field, value));
    }
  }

  /** Reads the whole request. */
  Arrival read() {
    try (InputStream body = new Bounded(context.req().getInputStream())) {
      Optional<MultipartForm> form = MultipartForm.of(context.req().getContentType(), body);
      if (form.isPresent()) {
        parts(form.get());
      } else {
        arrival().archive("upload.zip", folder.store(body));
      }
    } catch (IOException e) {
      throw new RefusedException(400, "the upload could not be read: " + e.getMessage());
    }
    if (files > MAX_FILES) {
      throw new RefusedException(
          400, "the submission: %d files; at most %d are taken".formatted(files, MAX_FILES));
    }
    return arrival();
  }

  private void parts(MultipartForm form) throws IOException {
    for (Optional<MultipartForm.Part> part = form.next(); part.isPresent(); part = form.next()) {
      if (part.get().fileName().isPresent()) {
        file(part.get().fileName().get(), part.get().content());
      } else {
        field(part.get());
      }
    }
  }

  private void file(String name, InputStream content) throws IOException {
    files++;
    if (files > MAX_FILES) {
      return; // read to the end all the same, so that the sender hears why it is refused
    }
    if (Arrival.isArchive(name)) {
      arrival().archive(name, folder.store(content));
    } else {
      arrival().file(name, content);
    }
  }

  private void field(MultipartForm.Part part) throws IOException {
    if (!FIELDS.contains(part.name())) {
      return;
    }
    byte[] value = part.content().readNBytes(LONGEST_FIELD + 1);
    if (value.length > LONGEST_FIELD) {
      throw new RefusedException(
          400, "%s: more than %d bytes".formatted(part.name(), LONGEST_FIELD));
    }
    String text = new String(value, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return;
    }
    boolean news = said.putIfAbsent(part.name(), text) == null;
    if (news && part.name().equals("boards") && arrival.isPresent()) {
      throw new RefusedException(
          400, "boards: in a form this field must come before the first file");
    }
  }

  private Arrival arrival() {
    if (arrival.isEmpty()) {
      arrival = Optional.of(submissions.arrival(boards()));
    }
    return arrival.get();
  }

  private Set<BoardTypeId> boards() {
    Set<BoardTypeId> boards = new HashSet<>();
    try {
      Arrays.stream(said.getOrDefault("boards", "").split(","))
          .map(String::strip)
          .filter(b -> !b.isEmpty())
          .forEach(b -> boards.add(new BoardTypeId(b)));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
    return boards;
  }

  /** What the submitter says beside the files; complete once all is read. */
  Submissions.Wish wish() {
    try {
      return new Submissions.Wish(
          said.getOrDefault("name", ""),
          new SuiteId(said.getOrDefault("suite", "pr")),
          "true".equals(said.get("baseline")),
          Optional.ofNullable(said.get("rack")).map(RackId::new),
          PullRequestFields.in(said));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }

  /** Counts what comes. */
  private static final class Bounded extends FilterInputStream {
    private long bytes;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int read = super.read(into, at, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int more) {
      bytes += more;
      if (bytes > MAX_BYTES) {
        throw new RefusedException(
            413, "the submission has more than %d bytes".formatted(MAX_BYTES));
      }
    }
  }
}
