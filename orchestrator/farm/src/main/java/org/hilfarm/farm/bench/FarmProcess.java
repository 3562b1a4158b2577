package org.hilfarm.farm.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.time.Deadline;

/**
 * A command of the farm that runs in a process of its own until this is closed; closing ends
 * everything it started. One thread uses it.
 */
final class FarmProcess implements AutoCloseable {
  private static final Duration LIVES = Duration.ofMinutes(15);
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

  /** A browser says first where it can be told what to do. */
  private static final String BROWSER = "DevTools listening on ";

  /** A folder's name has no colon; what a shell complains of begins with its script's and one. */
  private static final Pattern ADDRESS = Pattern.compile("http://|/[^:]*$");

  private final String name;
  private final CompletableFuture<String> firstLine = new CompletableFuture<>();
  private final Thread thread;

  private FarmProcess(String name, Command command) {
    this.name = name;
    this.thread = Thread.ofPlatform().name("bench " + name).start(() -> run(command));
  }

  /** Starts a command by way of the launcher, as anybody would. */
  static FarmProcess start(Path farm, String command, String... arguments) {
    return new FarmProcess(command, Command.of(farm, command).and(arguments));
  }

  /** Starts a command that was put together otherwise. */
  static FarmProcess start(String name, Command command) {
    return new FarmProcess(name, command);
  }

  private void run(Command command) {
    try {
      Ending ending = Child.run(name, command, this::line, Deadline.after(LIVES));
      firstLine.completeExceptionally(new IOException("it ended: " + ending.output()));
    } catch (IOException e) {
      firstLine.completeExceptionally(e);
    } catch (InterruptedException closed) {
      firstLine.cancel(false);
    }
  }

  /** What a command prints first of all is its address, or the folder it fills; no log line is. */
  private void line(String line) {
    boolean browser = line.startsWith(BROWSER);
    if (browser || ADDRESS.matcher(line).lookingAt()) {
      firstLine.complete(line.substring(browser ? BROWSER.length() : 0).strip());
    }
  }

  /** Its address, or the folder it fills, once it is ready. */
  String firstLine() throws IOException, InterruptedException {
    try {
      return firstLine.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "./farm %s was not ready within %d s: %s"
              .formatted(name, STARTS_WITHIN.toSeconds(), e.getMessage()),
          e);
    }
  }

  /** Its process; the launcher becomes it. */
  ProcessHandle process() {
    List<ProcessHandle> found =
        ProcessHandle.current()
            .children()
            .filter(p -> Memory.words(p).containsAll(List.of("org.hilfarm.farm.Main", name)))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalStateException("./farm %s is not running any more".formatted(name));
    }
    return found.getFirst();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(ENDS_WITHIN)) {
        throw new IllegalStateException(
            "./farm %s did not end within %d s".formatted(name, ENDS_WITHIN.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
