package org.hilfarm.farm.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.TreeMap;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.verdict.KnownFailure;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;

/** The farm's own data as the orchestrator takes it. */
final class Trusted {
  private Trusted() {}

  /**
   * Says the digest of the contents for the commit: it is right in a checkout with changes, and
   * where there is no checkout.
   */
  static TrustedData of(Configs configs) {
    TreeMap<String, Object> contents = new TreeMap<>();
    configs.scripts().forEach((id, script) -> contents.put("script " + id, script.digest()));
    configs.suites().forEach((id, suite) -> contents.put("suite " + id, suite.scripts()));
    contents.put("library", configs.library());
    contents.put("known failures", configs.known().stream().map(KnownFailure::toString).toList());
    String commit = "contents-" + Sha256.of(Json.write(contents).getBytes(UTF_8)).brief();
    return new TrustedData(
        configs.types(),
        configs.suites(),
        configs.scripts(),
        configs.library(),
        commit,
        configs.known());
  }
}
