package org.hilfarm.drivers.drive;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.drivers.console.Execution;
import org.hilfarm.drivers.seat.Attached;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.seat.Evidence;
import org.hilfarm.drivers.seat.SessionException;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.time.Deadline;

/**
 * A file's length and a hash that every board can compute, whatever modules its build has. It finds
 * accidents, not forgers: the board is asked, and could say anything.
 *
 * @param bytes the length; -1 where there is no such file
 * @param hash 24 bits
 */
record FileDigest(int bytes, int hash) {
  /** Of a file that is not there. */
  static final FileDigest NONE = new FileDigest(-1, 5381);

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
  private static final int SEED = 5381;
  private static final int MASK = 0xffffff;
  private static final Pattern ANSWER = Pattern.compile("(-?\\d{1,9}) (\\d{1,9})\\s*");

  static FileDigest of(byte[] bytes) {
    int hash = SEED;
    for (byte b : bytes) {
      hash = ((hash * 33) ^ (b & 0xff)) & MASK;
    }
    return new FileDigest(bytes.length, hash);
  }

  /** What to ask a board; products stay below 2^30, so that no long integers are made. */
  static String question(String name) {
    return """
    n = -1
    h = 5381
    try:
        with open('/%s', 'rb') as f:
            n = 0
            b = bytearray(256)
            k = f.readinto(b)
            while k:
                for i in range(k):
                    h = (h * 33 ^ b[i]) & 0xffffff
                n += k
                k = f.readinto(b)
    except OSError:
        pass
    print(n, h)
    """
        .formatted(name);
  }

  /** Asks a board for one of its files. */
  static FileDigest ask(Bench bench, String name, Attached attached, Deadline outer)
      throws SessionException, InterruptedException {
    Execution answer =
        attached.raw(outer).exec(question(name), bench.patience(ANSWERS_WITHIN, outer));
    attached.used();
    if (answer instanceof Execution.Ended ended && !ended.raised()) {
      return parse(ended.stdout());
    }
    throw new SessionException(
        FaultKind.NO_ANSWER,
        "%s was asked for its file %s: %s".formatted(bench.name(), name, Evidence.of(answer)));
  }

  /** What a board answered; what makes no sense is no file's digest. */
  static FileDigest parse(String answer) {
    Matcher m = ANSWER.matcher(answer);
    return m.matches()
        ? new FileDigest(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)))
        : new FileDigest(-1, 0);
  }

  @Override
  public String toString() {
    return bytes < 0 ? "no such file" : "%d bytes with hash %06x".formatted(bytes, hash);
  }
}
