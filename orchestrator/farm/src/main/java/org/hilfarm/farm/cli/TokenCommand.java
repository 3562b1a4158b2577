package org.hilfarm.farm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.TokensClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.Table;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenView;
import org.hilfarm.wire.runapi.TokenWish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    description = {
      "Makes, lists and revokes API tokens, for programs that use the farm.",
      "It needs the operators' token (tokens/operator in the farm's data folder)."
    },
    footer = {
      "",
      "Scopes: runs:submit, runs:read, runs:cancel, baselines:submit,",
      "schedules:admin, boards:admin, agents:admin, audit:read.",
      "",
      "Examples:",
      "  ./farm token create --scope runs:submit --scope runs:read gitlab > token",
      "  ./farm token list",
      "  ./farm token revoke t3"
    })
final class TokenCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "WISH", description = "create, list or revoke.")
  private String wish = "list";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "For create: who will use it. For revoke: the token, such as t3.")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What it may do; may be said more than once.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long it is good, 1 to 366 (default: ${DEFAULT-VALUE}).")
  private int days = 90;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  TokenCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().operatorToken())) {
      TokensClient client = new TokensClient(link);
      switch (wish) {
        case "list" -> list(client.tokens());
        case "create" -> made(client.make(new TokenWish(name, scopes, days)));
        case "revoke" -> revoke(client);
        default ->
            throw new IllegalArgumentException(
                "\"%s\" is nothing to do with tokens: say create, list or revoke"
                    .formatted(Plain.text(wish)));
      }
    }
    return ExitCode.PASS;
  }

  private void list(List<TokenView> tokens) {
    if (json) {
      scene.console().out().println(Json.pretty(Map.of("tokens", tokens)));
      return;
    }
    Table table = new Table("token", "name", "state", "scopes", "expires", "used");
    tokens.forEach(
        t ->
            table.row(
                List.of(
                    t.id(),
                    Plain.text(t.name()),
                    t.state(),
                    String.join(" ", t.scopes()),
                    t.expires().toString(),
                    t.used().map(Object::toString).orElse("never"))));
    table.lines(scene.console().width()).forEach(scene.console().out()::println);
  }

  private void made(TokenMade made) {
    scene.console().out().println(json ? Json.pretty(made) : made.token());
    scene
        .console()
        .say(
            "Token %s, good until %s. It is shown this once: keep it where secrets are kept."
                .formatted(made.id(), made.expires()));
  }

  private void revoke(TokensClient client) throws Exception {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("say which token: ./farm token revoke TOKEN");
    }
    client.revoke(name);
    scene.console().say("Token %s is no longer good.".formatted(Plain.text(name)));
  }
}
