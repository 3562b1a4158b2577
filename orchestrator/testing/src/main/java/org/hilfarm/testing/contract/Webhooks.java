package org.hilfarm.testing.contract;

import com.networknt.schema.JsonMetaSchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hilfarm.wire.json.Json;

/** GitHub's schemas of webhooks. Any thread may use it. */
final class Webhooks {
  private final Schemas schemas;
  private final Set<String> names;

  private Webhooks(Schemas schemas, Set<String> names) {
    this.schemas = schemas;
    this.names = Set.copyOf(names);
  }

  static Webhooks read(Octokit octokit) {
    Map<?, ?> whole = Octokit.map(Octokit.read(octokit.webhooks()));
    Set<String> names = new LinkedHashSet<>();
    Octokit.map(whole.get("definitions")).keySet().forEach(k -> names.add(k.toString()));
    return new Webhooks(
        new Schemas(JsonMetaSchema.getV7(), Json.write(whole), "/definitions/"), names);
  }

  /** What is wrong with a payload. */
  List<String> problems(String event, String action, String payload) {
    String named = names.contains(event + "$" + action) ? event + "$" + action : event + "_event";
    return names.contains(named)
        ? schemas.problems(named, payload)
        : List.of("GitHub has no webhook " + event);
  }
}
