package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.rackapi.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Reads a command line and runs its command. */
public final class CommandLineStart {
  private CommandLineStart() {}

  /** Runs a command of this process and ends it with the command's exit code. */
  public static void main(String... args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    // Read by the log's configuration when the first logger is made.
    boolean serves = args.length > 0 && List.of("serve", "agent", "virtual-rack").contains(args[0]);
    if (serves && System.getProperty("hilfarm.log") == null) {
      System.setProperty("hilfarm.log", "INFO");
    }
    Stopper stopper = Stopper.install();
    try {
      return run(Scene.here(), args);
    } finally {
      stopper.finished();
    }
  }

  /** Runs a command in a scene. */
  static int run(Scene scene, String... args) {
    return commandLine(scene).execute(args);
  }

  static CommandLine commandLine(Scene scene) {
    CommandLine line = new CommandLine(new FarmCommand(scene.console()));
    for (Object command :
        List.of(
            new DemoCommand(scene),
            new ServeCommand(scene),
            new AgentCommand(scene),
            new AgentsCommand(scene),
            new SubmitCommand(scene),
            RunsCommand.with(scene),
            new ExportCommand(scene),
            ScheduleCommand.with(scene),
            new FlakyCommand(scene),
            new RetentionCommand(scene),
            new AuditCommand(scene),
            new GitHubCommand(scene),
            new TokenCommand(scene),
            new CheckConfigsCommand(scene),
            new TestCommand(scene),
            new ReplayCommand(scene),
            new CompareCommand(scene),
            new BenchCommand(scene),
            new ChaosCommand(scene),
            RackCommand.with(scene),
            new DoctorCommand(scene),
            new VirtualRackCommand(scene),
            new VersionCommand(scene))) {
      line.addSubcommand(command);
    }
    line.addSubcommand(boards(scene));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(RackId.class, RackId::new)
        .registerConverter(BoardTypeId.class, BoardTypeId::new)
        .registerConverter(ScheduleId.class, ScheduleId::new)
        .registerConverter(Ability.class, Ability::new)
        .registerConverter(I2cTarget.class, new I2cTargetText())
        .registerConverter(URI.class, CommandLineStart::address)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(scene.console().colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(scene.console().width())
        .setOut(new PrintWriter(scene.console().out(), true, UTF_8))
        .setErr(new PrintWriter(scene.console().err(), true, UTF_8))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(scene, e));
  }

  private static CommandLine boards(Scene scene) {
    CommandLine boards = new CommandLine(new BoardsCommand(scene));
    boards.addSubcommand(new BoardHistoryCommand(scene));
    Map<String, String> orders =
        new TreeMap<>(
            Map.of(
                "heal", "Sends a board up the recovery ladder.",
                "quarantine", "Takes a board out of the pool.",
                "release", "Puts a quarantined or retired board back as it is.",
                "retire", "Takes a board out of the farm: no run requires it any more."));
    orders.forEach(
        (order, description) -> {
          CommandLine command = new CommandLine(new BoardOrderCommand(scene, order));
          command.getCommandSpec().usageMessage().description(description);
          boards.addSubcommand(order, command);
        });
    return boards;
  }

  private static URI address(String text) {
    if (!text.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
      throw new CommandLine.TypeConversionException(
          "\"" + text + "\" is no address such as http://127.0.0.1:8080");
    }
    return URI.create(text);
  }

  private static int failed(Scene scene, Exception e) {
    switch (e) {
      case InterruptedException stopped -> {
        return ExitCode.CANCELLED;
      }
      case BadBuildException bad -> scene.console().say(words(bad));
      case ConfigProblems bad -> scene.console().say(words(bad));
      case RefusedException refused -> {
        (refused.status() == 400 || refused.status() == 422
                ? refused.problems()
                : List.of(words(refused)))
            .forEach(scene.console()::say);
        return refused.status() == Protocol.NOT_SPOKEN
            ? ExitCode.OTHER_VERSION
            : refused.status() < 500 ? ExitCode.USAGE : ExitCode.UNDECIDED;
      }
      case IllegalArgumentException bad -> scene.console().say(words(bad));
      case UnreachableException unreachable -> {
        scene.console().say(words(unreachable));
        return ExitCode.UNDECIDED;
      }
      case ToolMissingException missing -> {
        scene.console().say(words(missing));
        return ExitCode.UNDECIDED;
      }
      default -> {
        scene.console().say("The command failed: " + Plain.text(allWords(e)));
        return ExitCode.UNDECIDED;
      }
    }
    return ExitCode.USAGE;
  }

  private static String words(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String allWords(Throwable e) {
    @Nullable Throwable cause = e.getCause();
    return cause == null ? words(e) : words(e) + ": " + allWords(cause);
  }
}
