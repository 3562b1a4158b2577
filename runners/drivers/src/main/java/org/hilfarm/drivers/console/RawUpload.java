package org.hilfarm.drivers.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * Gets source to the compiler. Raw-paste (7.0.0 and later) has flow control: the board grants a
 * window at a time. Earlier boards get chunks of 256 bytes with a pause, for nothing says that they
 * keep up (shared/runtime/pyexec.c; tools/pyboard.py). A board that has granted a window once will
 * do so again: the first window of source then goes out with the request, and nobody waits for the
 * grant.
 */
final class RawUpload {
  private static final int EOT = 0x04;
  private static final int GRANT = 0x01;
  private static final int CHUNK = 256;
  private static final byte[] REQUEST = {0x05, 'A', 0x01};
  private static final Duration PAUSE = Duration.ofMillis(10);

  private static final Pattern OFFER =
      Pattern.compile("R\\x01(..)|R\\x00>|raw REPL; CTRL-B to exit\\r\\n>", Pattern.DOTALL);

  private final Console console;
  private boolean pasteRefused;

  /** What the board granted last time; 0 where it was not asked yet. */
  private int window;

  RawUpload(Console console) {
    this.console = console;
  }

  /** Sends all of it; afterwards the board runs it, and its output is next. */
  void send(String source, RunFollower follower, Deadline deadline)
      throws IOException, InterruptedException {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    int ahead = Math.min(window, bytes.length);
    if (!pasteRefused) {
      request(bytes, ahead, deadline);
    }
    if (pasteRefused) {
      plain(bytes, follower, deadline);
    } else {
      paste(bytes, ahead, follower, deadline);
    }
  }

  /** Asks for raw-paste, with so much of the source behind the question. */
  private void request(byte[] source, int ahead, Deadline deadline)
      throws IOException, InterruptedException {
    byte[] request = Arrays.copyOf(REQUEST, REQUEST.length + ahead);
    System.arraycopy(source, 0, request, REQUEST.length, ahead);
    console.send(request, deadline);
    String size = console.expect(OFFER, deadline).group(1);
    window = size == null ? 0 : size.charAt(0) | size.charAt(1) << 8;
    pasteRefused = window == 0;
    if (window < ahead) {
      throw new IOException(
          "%s was sent %d bytes of source, as many as it took before, and takes %d now"
              .formatted(console.where(), ahead, window));
    }
  }

  private void paste(byte[] bytes, int ahead, RunFollower follower, Deadline deadline)
      throws IOException, InterruptedException {
    int sent = ahead;
    int granted = window - ahead;
    boolean ended = false;
    while (sent < bytes.length && !ended) {
      while (!ended && (granted == 0 || console.hasUnread())) {
        int answer = answer("leave to send more source", follower, deadline);
        granted += answer == GRANT ? window : 0;
        ended = answer == EOT; // it does not compile: the board wants no more
      }
      int count = ended ? 0 : Math.min(granted, bytes.length - sent);
      console.send(Arrays.copyOfRange(bytes, sent, sent + count), deadline);
      sent += count;
      granted -= count;
    }
    console.send(new byte[] {EOT}, deadline);
    while (!ended) {
      ended = answer("the end of the source to be taken", follower, deadline) == EOT;
    }
  }

  /** While it waits the board reads and compiles what it was sent. */
  private int answer(String what, RunFollower follower, Deadline deadline)
      throws IOException, InterruptedException {
    follower.boardsTurn();
    int answer = console.take(what, deadline);
    follower.farmsTurn();
    return answer;
  }

  private void plain(byte[] bytes, RunFollower follower, Deadline deadline)
      throws IOException, InterruptedException {
    for (int sent = 0; sent < bytes.length; sent += CHUNK) {
      console.send(Arrays.copyOfRange(bytes, sent, Math.min(sent + CHUNK, bytes.length)), deadline);
      if (sent + CHUNK < bytes.length) {
        Pause.until(deadline.within(PAUSE));
      }
    }
    console.send(new byte[] {EOT}, deadline);
    follower.boardsTurn();
    console.expect("OK", deadline);
    follower.farmsTurn();
  }
}
