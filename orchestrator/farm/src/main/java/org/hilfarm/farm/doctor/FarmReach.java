package org.hilfarm.farm.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Optional;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.rackapi.Protocol;

/**
 * Whether the orchestrator answers this host, and takes its key: a thing that it surely does not
 * have is asked for, which changes nothing.
 *
 * @param server where it is
 * @param key what the host signs in with; empty where it has nothing
 */
public record FarmReach(URI server, Optional<BearerToken> key) {
  private static final int NOT_FOUND = 404;
  private static final Sha256 NOTHING = Sha256.of("no such image".getBytes(US_ASCII));

  Finding look() throws InterruptedException {
    try (HttpLink http = new HttpLink(server, key, "doctor")) {
      new RackLink(http).artifact(NOTHING, 1, new ByteArrayOutputStream());
      return accepted();
    } catch (RefusedException refused) {
      return refused(refused);
    } catch (UnreachableException e) {
      return Finding.bad(
          "farm",
          String.valueOf(e.getMessage()),
          "look at --server, at the network, the clock and the certificate's CA");
    }
  }

  private Finding refused(RefusedException refused) {
    if (refused.status() == NOT_FOUND) {
      return accepted();
    }
    return refused.status() == Protocol.NOT_SPOKEN
        ? Finding.bad(
            "farm", String.valueOf(refused.getMessage()), "install the farm's own version here")
        : Finding.bad(
            "farm",
            server + " answers, and does not take this host's key: " + refused.getMessage(),
            "./farm agents invite RACK there, and start the agent here with the invitation");
  }

  private Finding accepted() {
    return Finding.good("farm", server + " answers and takes this host's key");
  }
}
