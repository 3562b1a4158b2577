package org.hilfarm.server.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.script.Script;
import org.hilfarm.server.plan.RunInputs;
import org.hilfarm.server.report.CaseAttempt;
import org.hilfarm.server.report.Cases;
import org.hilfarm.server.visible.Visible;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ReplayFile;

/**
 * One script's attempt as a zip: the firmware's image, the script, {@code hil.py}, {@code
 * replay.json} which says all of it, and a README. The same attempt always makes the same bytes.
 *
 * @param attempt which
 * @param inputs what its run was planned from
 * @param seed what fixed the attempt's nonces, as far as that is known
 */
public record Bundle(CaseAttempt attempt, RunInputs inputs, long seed) {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final String LIBRARY = "test-scripts/lib/hil.py";
  private static final int REASON = 4_000;

  /** What the bundle is called where it is kept; one plain name. */
  public String name() {
    String of = "%s-%s-%s".formatted(attempt.id().run(), attempt.id().board(), script().id());
    return "replay-" + of.replaceAll("[^A-Za-z0-9_-]", ".") + ".zip";
  }

  /** Writes it; an image that is not kept any more is left out, and the README says so. */
  public void write(Cases cases, OutputStream to) throws IOException {
    Image image = attempt.work().image();
    boolean kept = cases.size(image.digest()).isPresent();
    Optional<String> file = Optional.of("firmware/" + imageName(image)).filter(f -> kept);
    try (ZipOutputStream zip = new ZipOutputStream(to, UTF_8)) {
      text(zip, "README.txt", readme(file));
      text(zip, "replay.json", Json.pretty(json(file)) + "\n");
      text(zip, scriptFile(), script().source());
      text(zip, LIBRARY, inputs.library());
      if (file.isPresent()) {
        begin(zip, file.get());
        cases.copy(image.digest(), zip);
        zip.closeEntry();
      }
    }
  }

  private void text(ZipOutputStream zip, String name, String text) throws IOException {
    begin(zip, name);
    zip.write(text.getBytes(UTF_8));
    zip.closeEntry();
  }

  private void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(attempt.report().started(), ZoneOffset.UTC));
    zip.putNextEntry(entry);
  }

  private Script script() {
    return inputs.script(attempt.id().script());
  }

  private String scriptFile() {
    return "test-scripts/" + script().id() + ".py";
  }

  /** As it was submitted, where that is a plain name. */
  private static String imageName(Image image) {
    return PLAIN_NAME.matcher(image.fileName()).matches()
        ? image.fileName()
        : "firmware." + image.format().extension();
  }

  private ReplayFile json(Optional<String> file) {
    BoardReport report = attempt.report();
    Image image = attempt.work().image();
    BoardType type = inputs.type(report.boardType());
    return new ReplayFile(
        ReplayFile.FORMAT,
        attempt.id().run(),
        Visible.line(attempt.run().plan().build().name(), REASON),
        report.job(),
        report.attempt(),
        report.started(),
        attempt.run().plan().scriptsCommit(),
        Long.toString(seed),
        new ReplayFile.Board(
            report.board(), report.boardType(), type.name(), report.rack(), report.emulated()),
        new ReplayFile.Image(
            file, image.digest(), image.bytes(), type.firmware(), image.banner().toString()),
        new ReplayFile.ScriptFile(script().id(), scriptFile(), script().digest()),
        LIBRARY,
        Cases.status(attempt.script().outcome()),
        reason());
  }

  private Optional<String> reason() {
    Optional<String> why =
        switch (attempt.script().outcome()) {
          case Outcome.Passed passed -> Optional.empty();
          case Outcome.Failed failed -> Optional.of(failed.fault().toString());
          case Outcome.NotRun not -> Optional.of(not.fault().toString());
          case Outcome.Skipped skipped -> Optional.of(skipped.reason());
        };
    return why.map(w -> Visible.line(w, REASON));
  }

  private String readme(Optional<String> file) {
    Image image = attempt.work().image();
    return """
    %s on %s, run %s, attempt %d: %s

    replay.json        all of it for programs
    %s
    %s
    %s   its helpers

    The image's SHA-256 is
    %s
    and a board that runs it says
    %s

    The seed in replay.json is %s.

    In a checkout of the farm, with a board of this type on your desk:

      ./farm replay %s --port /dev/ttyACM0 --flash

    Without --flash it runs with the firmware that the board has.
    """
        .formatted(
            script().id(),
            attempt.report().boardType(),
            attempt.id().run(),
            attempt.number(),
            Cases.status(attempt.script().outcome()),
            file.map(f -> f + "   the firmware's image")
                .orElse("(the farm does not keep the firmware's image any more)"),
            scriptFile() + "   the script",
            LIBRARY,
            image.digest(),
            Visible.line(image.banner().toString(), 200),
            attempt.seed().isPresent()
                ? "the one the attempt had"
                : "the one this farm would give it now: with that attempt none was kept",
            name());
  }
}
