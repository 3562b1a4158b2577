package org.hilfarm.farm.compare.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.drivers.upstream.Printed;
import org.hilfarm.process.Command;
import org.hilfarm.process.Piped;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MicroPython's Unix port, started once for each source.
 *
 * @param words the program and what comes before it
 * @param folder where sources run, each in a folder of its own; the caller deletes it
 */
record Interpreter(List<String> words, Path folder) {
  /** Boards call the source they are given over the raw REPL so; it is in what tests print. */
  private static final String FILE = "<stdin>";

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(Interpreter.class);

  /**
   * What a source did.
   *
   * @param exit what the process exited with; empty where it was ended at the deadline
   * @param printed its output and its errors, as they came
   */
  record Run(OptionalInt exit, Printed printed) {}

  Interpreter {
    words = List.copyOf(words);
  }

  /** Runs a source to its end or the deadline. */
  Run run(String source, Deadline deadline) throws IOException, InterruptedException {
    Path place = Files.createTempDirectory(folder, "test");
    Files.writeString(place.resolve(FILE), source, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(words);
    all.add(FILE);
    Printed printed = new Printed();
    OptionalInt exit;
    Thread reader;
    try (Piped child = Piped.start(new Command(all, Map.of(), Optional.of(place)))) {
      // The pipe is read apart: one that waits for output could not be given up at the deadline.
      reader = Thread.ofPlatform().name("interpreter alone").start(() -> read(child, printed));
      exit = child.exit(deadline);
      if (exit.isPresent()) {
        var unused = reader.join(LAST_WORDS); // closing would lose what is still in the pipe
      }
    }
    reader.join();
    return new Run(exit, printed);
  }

  private static void read(Piped child, Printed printed) {
    byte[] buffer = new byte[8192];
    try (InputStream in = child.output()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        printed.add(buffer, n);
      }
    } catch (IOException e) {
      log.debug("the interpreter was ended, and its pipe with it: {}", e.toString());
    }
  }
}
