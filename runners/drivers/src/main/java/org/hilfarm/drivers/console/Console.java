package org.hilfarm.drivers.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.TranscriptEntry.Direction;
import org.hilfarm.drivers.serial.ByteLink;
import org.hilfarm.drivers.serial.LinkLostException;
import org.hilfarm.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A board's console over one port: everything goes into the transcript, and what the board said can
 * be waited for. One thread reads and waits; any may send or close.
 */
public final class Console implements AutoCloseable {
  private static final int SEEN_LAST = 240;

  private final ByteLink link;
  private final Transcript transcript;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Unread unread = new Unread();
  private final StringBuilder last = new StringBuilder();
  private long received;
  private long heard;
  private @Nullable String lost;

  /** Takes over a link and starts it; closing the console closes the link. */
  public Console(ByteLink link, Transcript transcript) {
    this.link = link;
    this.transcript = transcript;
    transcript.event(link.where() + " opened");
    link.start(new Listener());
  }

  private final class Listener implements ByteLink.Receiver {
    @Override
    public void received(byte[] bytes) {
      transcript.add(Direction.BOARD, bytes);
      lock.lock();
      try {
        unread.add(bytes);
        received++;
        heard += bytes.length;
        remember(bytes);
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void lost(String why) {
      transcript.event(why);
      lock.lock();
      try {
        lost = why;
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void remember(byte[] bytes) {
    last.append(new String(bytes, StandardCharsets.ISO_8859_1));
    if (last.length() > 2 * SEEN_LAST) {
      last.delete(0, last.length() - SEEN_LAST);
    }
  }

  /** Sends text of one byte a character. */
  public void send(String bytes, Deadline deadline) throws IOException {
    send(bytes.getBytes(StandardCharsets.ISO_8859_1), deadline);
  }

  /** Sends bytes. */
  public void send(byte[] bytes, Deadline deadline) throws IOException {
    transcript.add(Direction.HOST, bytes);
    link.write(bytes, deadline);
  }

  /** Waits for text that fits, and reads up to its end. Control sequences are not seen. */
  public MatchResult expect(Pattern pattern, Deadline deadline)
      throws IOException, InterruptedException {
    String what = "/" + Printable.of(pattern.pattern()) + "/";
    return look(pattern, what, deadline).orElseThrow(() -> tooLate(what, deadline));
  }

  /** Waits for some text, and reads up to its end. Control sequences are not seen. */
  public void expect(String text, Deadline deadline) throws IOException, InterruptedException {
    String what = "\"" + Printable.of(text) + "\"";
    if (look(Pattern.compile(text, Pattern.LITERAL), what, deadline).isEmpty()) {
      throw tooLate(what, deadline);
    }
  }

  /** The same, but not to see it is no error; then nothing was read. */
  public Optional<MatchResult> look(Pattern pattern, Deadline deadline)
      throws IOException, InterruptedException {
    return look(pattern, "/" + Printable.of(pattern.pattern()) + "/", deadline);
  }

  private Optional<MatchResult> look(Pattern pattern, String what, Deadline deadline)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      while (true) {
        Visible visible = Visible.of(unread.peek());
        Matcher matcher = pattern.matcher(visible.text());
        if (matcher.find()) {
          unread.take(visible.rawEnd(matcher.end()));
          return Optional.of(matcher.toMatchResult());
        }
        if (!awaitMore(deadline, what)) {
          return Optional.empty();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for anything, and reads up to and with a byte, or as far as the board has got. */
  byte[] takeThrough(int end, String what, Deadline deadline)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      awaitAny(what, deadline);
      return unread.takeThrough((byte) end);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for anything, and reads what there is, but no more bytes than so many. */
  public byte[] takeSome(int most, String what, Deadline deadline)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      awaitAny(what, deadline);
      return unread.take(Math.min(most, unread.size()));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next byte and reads it. */
  int take(String what, Deadline deadline) throws IOException, InterruptedException {
    lock.lock();
    try {
      awaitAny(what, deadline);
      return unread.take(1)[0] & 0xFF;
    } finally {
      lock.unlock();
    }
  }

  private void awaitAny(String what, Deadline deadline) throws IOException, InterruptedException {
    while (unread.isEmpty()) {
      if (!awaitMore(deadline, what)) {
        throw tooLate(what, deadline);
      }
    }
  }

  /** How many bytes the board has said. */
  public long heard() {
    lock.lock();
    try {
      return heard;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the board has said something that nobody has read. */
  boolean hasUnread() {
    lock.lock();
    try {
      return !unread.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the board has said nothing for a while; false where it never stopped. */
  public boolean awaitQuiet(Duration quiet, Deadline deadline)
      throws IOException, InterruptedException {
    lock.lock();
    try {
      while (!deadline.passed()) {
        Deadline silence = deadline.within(quiet);
        if (!awaitMore(silence, "quiet")) {
          return !deadline.passed();
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the port is gone, which is how a board's reset shows; false where it stayed. */
  public boolean awaitLost(Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (lost == null && !deadline.passed()) {
        var unused = news.awaitNanos(deadline.left().toNanos());
      }
      return lost != null;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what the board has said so far and nobody has read. */
  public void discard() {
    lock.lock();
    try {
      unread.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for more than there is now; false when the time is over. */
  private boolean awaitMore(Deadline deadline, String what)
      throws LinkLostException, InterruptedException {
    long before = received;
    while (received == before) {
      if (lost != null) {
        throw new LinkLostException(
            lost + ", while waiting for " + what + "; seen last: " + seenLast());
      }
      if (deadline.passed()) {
        return false;
      }
      var unused = news.awaitNanos(deadline.left().toNanos());
    }
    return true;
  }

  /** The error of a wait that failed. */
  ConsoleTimeoutException tooLate(String what, Deadline deadline) {
    return new ConsoleTimeoutException(
        "waited %d ms for %s on %s; seen last: %s"
            .formatted(deadline.budget().toMillis(), what, link.where(), seenLast()));
  }

  /** The last the board said, escaped, for messages. */
  public String seenLast() {
    lock.lock();
    try {
      String text = Visible.of(last.toString().getBytes(StandardCharsets.ISO_8859_1)).text();
      return text.isEmpty() ? "nothing" : "\"" + Printable.tail(text, SEEN_LAST) + "\"";
    } finally {
      lock.unlock();
    }
  }

  /** Where the console is, for messages. */
  public String where() {
    return link.where();
  }

  /** Everything said so far. */
  public Transcript transcript() {
    return transcript;
  }

  @Override
  public void close() {
    link.close();
  }
}
