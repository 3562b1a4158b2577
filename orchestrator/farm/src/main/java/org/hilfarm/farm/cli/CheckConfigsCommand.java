package org.hilfarm.farm.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hilfarm.wire.config.ConfigProblem;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.config.GitHubOidc;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.config.Retention;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check-configs",
    description = "Checks board-configs and test-scripts, and lists every problem.",
    footer = {"", "Examples:", "  ./farm check-configs", "  ./farm check-configs ../my-farm"})
final class CheckConfigsCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder that holds board-configs and test-scripts.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  CheckConfigsCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() {
    Path checked = folder != null ? folder : scene.place().repository();
    List<ConfigProblem> problems = new ArrayList<>(Configs.check(checked));
    problems.addAll(Retention.check(checked));
    problems.addAll(Dispatch.check(checked));
    problems.addAll(GitHubRules.check(checked));
    GitHubOidc.check(checked).stream().filter(p -> !problems.contains(p)).forEach(problems::add);
    if (json) {
      scene.console().out().println(Json.pretty(Map.of("problems", problems)));
    } else if (problems.isEmpty()) {
      scene.console().out().println("All is well in " + checked);
    } else {
      problems.forEach(p -> scene.console().say(p.toString()));
    }
    return problems.isEmpty() ? ExitCode.PASS : ExitCode.USAGE;
  }
}
