package org.hilfarm.farm.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.AgentsClient;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.show.RunJson;
import org.hilfarm.farm.show.Table;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.Invitation;
import org.hilfarm.wire.runapi.RackDrain;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "agents",
    description = "Says which hosts may look after which racks, and lets racks rest.",
    footer = {
      "",
      "An invitation is good once, for one rack, for an hour. The agent that is",
      "started with it makes a key of its own, which stays on its host.",
      "A rack that is drained ends what it does and is given nothing more: no job,",
      "no recovery, no person. What was decided about a board stays as it is.",
      "",
      "Examples:",
      "  ./farm agents list",
      "  ./farm agents invite bench > invitation   # then, on the rack's host:",
      "  ./farm agent --rack bench --server URL --token-file invitation",
      "  ./farm agents revoke bench",
      "  ./farm agents drain bench --reason 'a new hub'   # again: how far it is",
      "  ./farm agents undrain bench"
    })
final class AgentsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      index = "0",
      paramLabel = "WISH",
      description = "list, invite, revoke, drain or undrain.")
  private String wish = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "RACK", description = "Which rack.")
  private @Nullable RackId rack;

  @Option(names = "--all", description = "Drain and undrain: every rack.")
  private boolean all;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Drain: why. Undrain: only where it was drained with this reason.")
  private String reason = "";

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
        case "list" -> list(client.agents(), client.drains());
        case "invite" -> invite(client.invite(named()));
        case "revoke" -> revoked(client.revoke(named()));
        case "drain" -> drained(draining(client, link).drain());
        case "undrain" -> undrained(draining(client, link).undrain());
        default ->
            throw new IllegalArgumentException(
                "\"%s\" is nothing to do with agents: say list, invite, revoke, drain or undrain"
                    .formatted(wish));
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

  private Draining draining(AgentsClient client, HttpLink link) {
    if (all && rack != null) {
      throw new IllegalArgumentException("say either a rack or --all, not both");
    }
    Optional<RackId> which = all ? Optional.empty() : Optional.of(named());
    return new Draining(client, new RunClient(link), which, reason);
  }

  private void drained(List<RackDrain> drains) {
    if (json) {
      scene.console().out().println(RunJson.agents(List.of(), drains));
      return;
    }
    drains.forEach(d -> scene.console().say(Draining.words(d)));
  }

  private void undrained(List<RackDrain> drains) {
    if (json) {
      scene.console().out().println(RunJson.agents(List.of(), drains));
      return;
    }
    drains.forEach(d -> scene.console().say("Rack %s may work again.".formatted(d.rack())));
  }

  private void list(List<AgentView> agents, List<RackDrain> drains) {
    if (json) {
      scene.console().out().println(RunJson.agents(agents, drains));
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
    drains.forEach(d -> scene.console().out().println(Draining.words(d)));
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
