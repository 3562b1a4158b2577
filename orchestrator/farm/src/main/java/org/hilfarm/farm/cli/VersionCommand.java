package org.hilfarm.farm.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.farm.wiring.Version;
import org.hilfarm.wire.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "version",
    description = "Says which farm this is, and of which commit.",
    footer = {"", "Examples:", "  ./farm version", "  ./farm version --json"})
final class VersionCommand extends Helpful implements Callable<Integer> {
  private final Scene scene;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  VersionCommand(Scene scene) {
    this.scene = scene;
  }

  @Override
  public Integer call() {
    scene.console().out().println(json ? document() : line());
    return ExitCode.PASS;
  }

  static String line() {
    return "HIL Farm %s, commit %s, Java %s"
        .formatted(Version.TEXT, Plain.text(Version.here().commit()), Runtime.version());
  }

  private static String document() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("version", Version.TEXT);
    out.put("commit", Version.here().commit());
    out.put("java", Runtime.version().toString());
    return Json.pretty(out);
  }
}
