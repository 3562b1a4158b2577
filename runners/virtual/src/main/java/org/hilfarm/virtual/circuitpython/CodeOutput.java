package org.hilfarm.virtual.circuitpython;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.hilfarm.virtual.circuitpython.console.Console;
import org.hilfarm.virtual.circuitpython.vm.Sink;

/** The output of code.py; its traceback is kept for {@code supervisor.get_previous_traceback()}. */
final class CodeOutput implements Sink {
  private static final int KEPT = 3500; // an answer must fit into a pipe at once

  private final Console console;
  private final ByteArrayOutputStream traceback = new ByteArrayOutputStream();
  private boolean failing;

  CodeOutput(Console console) {
    this.console = console;
  }

  @Override
  public void output(byte[] bytes, int from, int to) {
    console.write(bytes, from, to);
    if (failing) {
      traceback.write(bytes, from, Math.min(to - from, KEPT - traceback.size()));
    }
  }

  @Override
  public void errorFollows() {
    failing = true;
  }

  String traceback() {
    return traceback.toString(StandardCharsets.UTF_8);
  }
}
