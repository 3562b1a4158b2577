package org.hilfarm.farm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.AgentsClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.Table;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.Invitation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "agents",
    description = "Says which hosts may look after which racks.",
    footer = {
      "",
      "An invitation is good once, for one rack, for an hour. The agent that is",
      "started with it makes a key of its own, which stays on its host.",
      "",
      "Examples:",
      "  ./farm agents list",
      "  ./farm agents invite bench > invitation   # then, on the rack's host:",
      "  ./farm agent --rack bench --server URL --token-file invitation",
      "  ./farm agents revoke bench"
    })
final class AgentsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "WISH", description = "list, invite or revoke.")
  private String wish = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "RACK", description = "Which rack.")
  private @Nullable RackId rack;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  AgentsCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    try (HttpLink link = server.link(scene, scene.place().operatorToken())) {
      AgentsClient client = new AgentsClient(link);
      switch (wish) {
        case "list" -> list(client.agents());
        case "invite" -> invite(client.invite(named()));
        case "revoke" -> revoked(client.revoke(named()));
        default ->
            throw new IllegalArgumentException(
                "\"%s\" is nothing to do with agents: say list, invite or revoke".formatted(wish));
      }
    }
    return ExitCode.PASS;
  }

  private RackId named() {
    if (rack == null) {
      throw new IllegalArgumentException("say which rack: ./farm agents " + wish + " RACK");
    }
    return rack;
  }

  private void list(List<AgentView> agents) {
    if (json) {
      scene.console().out().println(RunJson.agents(agents));
      return;
    }
    Table table = new Table("rack", "host", "state", "since", "heard");
    agents.forEach(
        a ->
            table.row(
                List.of(
                    a.rack().value(),
                    a.host().isEmpty() ? "-" : Plain.text(a.host()),
                    a.state() + a.until().map(t -> " until " + t).orElse(""),
                    a.since().toString(),
                    a.heard().map(Object::toString).orElse("-"))));
    table.lines(scene.console().width()).forEach(scene.console().out()::println);
  }

  private void invite(Invitation invitation) {
    scene.console().out().println(invitation.token());
    scene
        .console()
        .say(
            "Good once, until %s. On the host of rack %s: ./farm agent --rack %s --server URL --token-file FILE"
                .formatted(invitation.expires(), invitation.rack(), invitation.rack()));
  }

  private void revoked(String host) {
    scene
        .console()
        .say(
            host.isEmpty()
                ? "The open invitation for rack %s was withdrawn.".formatted(rack)
                : "The key of host \"%s\" for rack %s is no longer good; its work goes to others."
                    .formatted(Plain.text(host), rack));
  }
}
