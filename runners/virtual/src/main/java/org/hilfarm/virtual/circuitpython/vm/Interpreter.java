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
  private static final int OVERHEAD = 256 * 1024;

  private final Piped child;
  private final Frames frames;
  private final Inbox inbox;
  private final Questions questions;
  private final AtomicInteger signals = new AtomicInteger();
  private int jobs;

  private Interpreter(Piped child, byte[] mark, Inbox inbox, Questions questions) {
    this.child = child;
    this.frames = new Frames(child.output(), mark);
    this.inbox = inbox;
    this.questions = questions;
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
      command.addAll(List.of(python.resolve("driver.py").toString(), python.toString()));
      command.add(HexFormat.of().formatHex(mark));
      Interpreter started = new Interpreter(Piped.start(command), mark, inbox, questions);
      started.send(config.getBytes(UTF_8));
      return started;
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

  private String[] words(Job job, Sink sink) {
    try {
      int number = ++jobs;
      Break breaks = new Break(inbox, this::signal);
      inbox.running(breaks);
      try {
        sink.begins();
        send(job.head(number).getBytes(UTF_8), job.source().getBytes(ISO_8859_1));
        return ending(number, breaks, sink);
      } finally {
        inbox.running(null);
        awaitSignals();
      }
    } catch (IOException e) {
      throw lost("the interpreter was lost", e);
    }
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
    Answer answer = questions.answer(text.substring(cut + 1), breaks);
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

  private void signal() {
    signals.incrementAndGet();
    var unused = Thread.ofVirtual().name("ctrl-c").start(this::sendSignal);
  }

  private void sendSignal() {
    try {
      child.interrupt();
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
    child.close();
  }
}
