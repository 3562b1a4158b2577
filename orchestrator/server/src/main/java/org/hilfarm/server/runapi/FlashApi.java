package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.console.Answer;
import org.hilfarm.server.console.Flashing;
import org.hilfarm.server.signin.Role;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.MultipartForm;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;

/** Images that persons write to boards that they have reserved. */
public final class FlashApi implements Routes {
  /** Larger than any image of the farm's boards. */
  private static final int IMAGE = 40 << 20;

  private static final int WORDS = 200;

  /** Who hands an image in hears what came of it where that is over by then. */
  private static final Duration FLASHED_WITHIN = Duration.ofSeconds(50);

  private final Access access;
  private final Flashing flashing;
  private final WishOutcomes outcomes;

  public FlashApi(Access access, Flashing flashing, WishOutcomes outcomes) {
    this.access = access;
    this.flashing = flashing;
    this.outcomes = outcomes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/boards/{serial}/flash", this::flash);
  }

  private void flash(Context context) throws InterruptedException {
    Who who = access.people().acts(context, Role.OPERATOR).who();
    BoardSerial board = BoardNames.in(context);
    String secret = WishOutcomes.secret(context);
    long number = WishOutcomes.done(wish(context, board, secret, who));
    outcomes.write(context, number, FLASHED_WITHIN);
  }

  private Answer<Long> wish(Context context, BoardSerial board, String secret, Who who) {
    try (InputStream body = context.req().getInputStream()) {
      MultipartForm form =
          MultipartForm.of(context.contentType(), body)
              .orElseThrow(
                  () ->
                      new RefusedException(
                          415, "the image is sent as a form (multipart/form-data)"));
      for (Optional<MultipartForm.Part> part = form.next(); part.isPresent(); part = form.next()) {
        switch (part.get().name()) {
          case "file" -> {
            return flashing.file(board, secret, name(part.get()), bytes(part.get(), IMAGE), who);
          }
          case "digest" -> {
            return flashing.known(board, secret, digest(part.get()), who);
          }
          default -> {} // such as what proves that a page of the farm asks
        }
      }
      throw new RefusedException(400, "the form has neither \"file\" nor \"digest\"");
    } catch (IOException e) {
      throw new RefusedException(400, "the form could not be read: " + e.getMessage());
    }
  }

  private static byte[] bytes(MultipartForm.Part part, int most) throws IOException {
    byte[] bytes = part.content().readNBytes(most + 1);
    if (bytes.length > most) {
      throw new RefusedException(413, "%s has more than %d bytes".formatted(part.name(), most));
    }
    return bytes;
  }

  private static Sha256 digest(MultipartForm.Part part) throws IOException {
    String text = new String(bytes(part, WORDS), StandardCharsets.UTF_8).strip();
    try {
      return new Sha256(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, "digest: it is no SHA-256, 64 digits of 0-9 and a-f");
    }
  }

  /** What the sender calls it, as far as it can be shown. */
  private static String name(MultipartForm.Part part) {
    String said = part.fileName().orElse("");
    String leaf = said.substring(said.lastIndexOf('/') + 1);
    String plain = leaf.replaceAll("[^A-Za-z0-9._+-]", "_");
    return plain.isEmpty() ? "image" : plain.substring(0, Math.min(WORDS, plain.length()));
  }
}
