package org.hilfarm.drivers.serial;

import java.io.IOException;
import org.hilfarm.time.Deadline;

/** Bytes to and from a board. One receiver; any thread may write or close. */
public interface ByteLink extends AutoCloseable {
  /** Begins to deliver what the board says, on the link's own thread. Called once. */
  void start(Receiver receiver);

  /**
   * Sends bytes. Where the board does not take them in time the link is closed, for nobody can tell
   * how many it took.
   */
  void write(byte[] bytes, Deadline deadline) throws IOException;

  /** Where it goes, for messages. */
  String where();

  /** Ends the link; the receiver hears of it unless it closed it itself. Never fails. */
  @Override
  void close();

  /** Who listens. Called on one thread; it must not block. */
  interface Receiver {
    /** The board said something; the array is the receiver's to keep. */
    void received(byte[] bytes);

    /** Nothing more will come. */
    void lost(String why);
  }
}
