package org.hilfarm.farm.cli;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.ExportClient;
import org.hilfarm.model.plan.RunId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Writes a finished run as a file for other programs.",
      "What could not be tested is an error in JUnit XML, and failed in CTRF: no reader takes it"
          + " for green."
    },
    footer = {
      "",
      "Examples:",
      "  ./farm export r12 --format junit -o junit.xml",
      "  ./farm export r12 --format ctrf | jq .results.summary",
      "  ./farm export r12 --format allure -o allure-results.zip",
      "",
      "Exit codes: 0 written, 2 usage or refused, 3 the orchestrator does not answer."
    })
final class ExportCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "RUN", description = "Which run; it must have its verdict.")
  private String run = "";

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "junit, ctrf or allure (its results in a zip).")
  private ExportClient.Format format = ExportClient.Format.JUNIT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; without it the file goes to standard output.")
  private @Nullable Path file;

  ExportCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() throws Exception {
    RunId id = new RunId(run);
    try (HttpLink link = server.link(scene)) {
      ExportClient client = new ExportClient(link);
      if (file == null) {
        client.write(id, format, scene.console().out());
        scene.console().out().flush();
      } else {
        write(client, id, file.toAbsolutePath());
      }
    }
    return ExitCode.PASS;
  }

  /** Written aside first: an answer that breaks off leaves no half of a file. */
  private void write(ExportClient client, RunId id, Path whole) throws Exception {
    Path folder = whole.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(whole + ": its folder does not exist");
    }
    Path part = Files.createTempFile(folder, ".export-", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        client.write(id, format, out);
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (Exception e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }
}
