package org.hilfarm.agent.enrol;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.rackapi.Enrolment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent signs in with. An invitation becomes the host's own key at the first contact; from
 * then on the same invitation means that key. Anything else is used as it is. One thread uses it.
 */
public final class SignIn {
  private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
  private static final String ENROL = "/api/v1/enrol";

  private final KeyFile file;
  private final Optional<Credential> invitation;
  private final BearerToken bearer;
  private boolean enrolled;

  private SignIn(
      KeyFile file, Optional<Credential> invitation, BearerToken bearer, boolean enrolled) {
    this.file = file;
    this.invitation = invitation;
    this.bearer = bearer;
    this.enrolled = enrolled;
  }

  /** With what this text is: an invitation, a key, or the racks' token. */
  public static SignIn with(BearerToken said, Path dataFolder) throws IOException {
    KeyFile file = new KeyFile(dataFolder);
    Optional<Credential> invitation =
        Credential.of(said.value()).filter(c -> c.kind() == Credential.Kind.INVITATION);
    if (invitation.isEmpty()) {
      return new SignIn(file, invitation, said, true);
    }
    Optional<KeyFile.Kept> good =
        file.good().filter(k -> k.invitation().equals(invitation.get().digest()));
    KeyFile.Kept kept = good.isPresent() ? good.get() : file.pending(invitation.get());
    return new SignIn(file, invitation, bearer(kept), good.isPresent());
  }

  /** The key this host has from an earlier enrolment. */
  public static Optional<BearerToken> kept(Path dataFolder) throws IOException {
    return new KeyFile(dataFolder).good().map(SignIn::bearer);
  }

  private static BearerToken bearer(KeyFile.Kept kept) {
    return new BearerToken(kept.key().value());
  }

  /** What every request carries. */
  public BearerToken bearer() {
    return bearer;
  }

  /** Whether the farm knows what this host signs in with, as far as this host knows. */
  public boolean enrolled() {
    return enrolled;
  }

  /** Makes the invitation a key, where that is still to be done; saying so again does no harm. */
  public void enrol(URI server, RackId rack, String host)
      throws IOException, RefusedException, InterruptedException {
    if (enrolled || invitation.isEmpty()) {
      return;
    }
    Credential key = Credential.of(bearer.value()).orElseThrow();
    Call call = Call.post(ENROL, new Enrolment(rack, host, key.digest()));
    try (HttpLink link =
        new HttpLink(
            server, Optional.of(new BearerToken(invitation.get().value())), "enrol-" + rack)) {
      switch (link.exchange(call)) {
        case Answer.Ok ok -> confirm(ok.as(Enrolment.Enrolled.class), rack);
        case Answer.Refusal refusal ->
            throw new RefusedException("enrolling this host for rack " + rack, refusal);
      }
    }
  }

  private void confirm(Enrolment.Enrolled answer, RackId rack) throws IOException {
    if (!answer.rack().equals(rack)) {
      throw new UnreachableException(
          "enrolling for rack %s was answered for rack %s".formatted(rack, answer.rack()));
    }
    file.confirmed();
    enrolled = true;
    LOG.info(
        "This host looks after rack {} since {}, with a key of its own.", rack, answer.since());
  }
}
