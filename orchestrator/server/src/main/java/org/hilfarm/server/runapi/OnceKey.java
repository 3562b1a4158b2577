package org.hilfarm.server.runapi;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.postgres.TicketRows;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Submitter;

/**
 * By what a submission is known when it is said again: a ticket's is the ticket, anybody else may
 * say one in {@code Idempotency-Key}; two submitters' keys never meet.
 *
 * @param key empty where a repetition is a new submission
 * @param ticket what it spends
 */
record OnceKey(Optional<Sha256> key, Optional<TicketRows.Ticket> ticket) {
  private static final String HEADER = "Idempotency-Key";

  static OnceKey of(Context context, Submitter submitter) {
    if (submitter.ticket().isPresent()) {
      return new OnceKey(
          Optional.of(digest("ticket\n" + submitter.ticket().get().digest())), submitter.ticket());
    }
    Optional<String> said = Optional.ofNullable(context.header(HEADER));
    if (said.isPresent() && !said.get().matches("[!-~]{8,128}")) {
      throw new RefusedException(
          400, HEADER + ": must be 8 to 128 characters without a space, best a random UUID");
    }
    return new OnceKey(
        said.map(s -> digest("key\n" + submitter.who().actor() + "\n" + s)), Optional.empty());
  }

  private static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
