package org.hilfarm.virtual.circuitpython.vm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.hilfarm.process.Piped;
import org.hilfarm.virtual.circuitpython.console.BoardStopped;
import org.hilfarm.virtual.circuitpython.console.Inbox;

/**
 * One start of the Python virtual machine: a MicroPython process with the board's modules. Names
 * last as long as it does. One thread runs jobs; closing is for any thread.
 */
public final class Interpreter implements AutoCloseable {
  /**
   * What the board's modules and the loop take on top of the script's heap; measured, rounded up.
   */
  private static final int OVERHEAD = 384 * 1024;

  /** The line is not known any more. */
  private static final String SPOILED =
      "Traceback (most recent call last):\n  File \"%s\", line 1, in <module>\n%s: \n";

  private static final Map<String, String> RAISED =
      Map.of("ctrl-c", "KeyboardInterrupt", "watchdog", "WatchDogTimeout");

  private final List<String> command;
  private final String config;
  private final byte[] mark;
  private final Inbox inbox;
  private final Questions questions;
  private final AtomicInteger signals = new AtomicInteger();
  private volatile Piped child;
  private Frames frames;
  private int jobs;
  private volatile boolean closed;

  private Interpreter(
      List<String> command, String config, byte[] mark, Inbox inbox, Questions questions)
      throws IOException {
    this.command = command;
    this.config = config;
    this.mark = mark;
    this.inbox = inbox;
    this.questions = questions;
    child = Piped.start(command);
    frames = new Frames(child.output(), mark);
    send(config.getBytes(UTF_8));
  }

  /**
   * Starts one; {@link #awaitReady} is to be called before it runs jobs.
   *
   * @param micropython the program and what comes before it
   * @param python where the driver and the modules are
   * @param heap what a script has, in bytes
   * @param config what the modules are told, a {@code name=value} a line
   */
  public static Interpreter start(
      List<String> micropython,
      Path python,
      int heap,
      String config,
      Inbox inbox,
      Questions questions) {
    byte[] mark = new byte[Frames.MARK];
    ThreadLocalRandom.current().nextBytes(mark);
    mark[0] = (byte) 0xff; // never in UTF-8 text
    try {
      List<String> command = new ArrayList<>(micropython);
      command.addAll(List.of("-X", "heapsize=" + (heap + OVERHEAD)));
      String home = EvenPath.of(python);
      command.addAll(List.of(home + "/driver.py", home));
      command.add(HexFormat.of().formatHex(mark));
      return new Interpreter(List.copyOf(command), config, mark, inbox, questions);
    } catch (IOException e) {
      throw new InterpreterLost("the interpreter " + micropython + " does not start", e);
    }
  }

  /** Runs a job to its end; Ctrl-C breaks into it. */
  public Outcome run(Job job, Sink sink) {
    return Outcome.valueOf(words(job, sink)[1].toUpperCase(Locale.ROOT));
  }

  /** The line at which a source cannot be parsed; 0: it can, so far. */
  public int check(String source) {
    String[] words = words(new Job(Job.Kind.CHECK, "<stdin>", source), (b, from, to) -> {});
    return Integer.parseInt(words[2]);
  }

  /**
   * What completes the last name of a line at the prompt. If more than one name would, they are
   * shown and there is nothing to add.
   */
  public String complete(String line, Sink sink) {
    String[] words = words(new Job(Job.Kind.COMPLETE, "<stdin>", line), sink);
    return words.length > 2 ? words[2] : "";
  }

  private String[] words(Job job, Sink sink) {
    try {
      int number = ++jobs;
      Break breaks = new Break(inbox, this::signal);
      inbox.running(breaks);
      try {
        sink.begins();
        send(job.head(number).getBytes(UTF_8), job.source().getBytes(ISO_8859_1));
        return ending(number, breaks, sink);
      } catch (IOException e) {
        return spoiled(number, job, breaks, sink, e);
      } finally {
        inbox.running(null);
        breaks.over();
        awaitSignals();
      }
    } catch (IOException e) {
      throw lost("the interpreter was lost", e);
    }
  }

  /**
   * A Ctrl-C reaches the interpreter's own C code, too; in the middle of a garbage collection it
   * leaves a heap that nothing can use, and the interpreter ends (ports/unix/unix_mphal.c raises
   * from the signal handler). A board's Ctrl-C waits for the next bytecode instead. So the job ends
   * as it would there, and a fresh interpreter takes over: only its names are lost.
   */
  private String[] spoiled(int number, Job job, Break breaks, Sink sink, IOException e)
      throws IOException {
    if (!breaks.signalled() || closed || inbox.closed()) {
      throw e;
    }
    awaitSignals();
    child.close();
    child = Piped.start(command);
    if (closed) {
      child.close();
    }
    frames = new Frames(child.output(), mark);
    send(config.getBytes(UTF_8));
    awaitReady();
    String cause = breaks.why().text();
    if (cause.equals("reload")) {
      return new String[] {Integer.toString(number), "reload"};
    }
    sink.errorFollows();
    byte[] text = SPOILED.formatted(job.name(), RAISED.get(cause)).getBytes(UTF_8);
    sink.output(text, 0, text.length);
    return new String[] {Integer.toString(number), "failed"};
  }

  private String[] ending(int number, Break breaks, Sink sink) throws IOException {
    while (true) {
      Frames.Frame frame = frames.next(sink);
      switch (frame.kind()) {
        case 'B' -> breaks.started();
        case 'X' -> sink.errorFollows();
        case 'Q' -> answer(frame.text(), breaks);
        case 'D' -> {
          String[] words = frame.text().split(" ");
          if (words[0].equals(Integer.toString(number))) {
            return words;
          }
        }
        default -> throw new IOException("unknown frame " + frame.kind());
      }
    }
  }

  private void answer(String text, Break breaks) throws IOException {
    int cut = text.indexOf(' ');
    String question = text.substring(cut + 1);
    Answer answer = breaks.told().orElseGet(() -> questions.answer(question, breaks));
    String line = text.substring(0, cut) + " " + answer.status() + answer.text();
    // One line; see _link.py for why.
    child.write((line.replace('\n', '\u001f') + "\n").getBytes(UTF_8));
  }

  /** Waits until it can run jobs: some milliseconds. */
  public void awaitReady() {
    StringBuilder said = new StringBuilder();
    try {
      Frames.Frame hello =
          frames.next((b, from, to) -> said.append(new String(b, from, to - from, UTF_8)));
      if (hello.kind() != 'H' || !said.isEmpty()) {
        throw new IOException("not a greeting: " + hello);
      }
    } catch (IOException e) {
      throw lost("the board's modules did not load: " + said, e);
    }
  }

  private RuntimeException lost(String what, IOException e) {
    return inbox.closed()
        ? new BoardStopped()
        : new InterpreterLost(what + " (" + child.ending() + ")", e);
  }

  private void send(byte[]... bodies) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] body : bodies) {
      out.writeBytes("%06x".formatted(body.length).getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(body);
    }
    child.write(out.toByteArray());
  }

  private void signal(Break breaks) {
    signals.incrementAndGet();
    var unused = Thread.ofVirtual().name("ctrl-c").start(() -> sendSignal(breaks));
  }

  private void sendSignal(Break breaks) {
    try {
      if (breaks.needsSignal()) {
        child.interrupt();
      }
    } catch (IOException e) {
      close(); // it cannot be broken into: it must not run on
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      signals.decrementAndGet();
      synchronized (inbox) {
        inbox.notifyAll();
      }
    }
  }

  /** A late signal must not hit the next job. */
  private void awaitSignals() {
    if (signals.get() > 0) {
      inbox.await(Duration.ofMinutes(1), () -> signals.get() == 0);
    }
  }

  @Override
  public void close() {
    closed = true;
    child.close();
  }
}
