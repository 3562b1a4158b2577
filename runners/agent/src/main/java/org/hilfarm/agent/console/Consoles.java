package org.hilfarm.agent.console;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.drivers.console.Tap;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.time.Deadline;

/** What every board of a rack says, and whether somebody wants to see it. Any thread may use it. */
public final class Consoles {
  private final Map<BoardSerial, SaidBytes> boards = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private List<BoardSerial> watched = List.of();

  /** Where what this board says goes. */
  public Tap of(BoardSerial board) {
    return said(board);
  }

  SaidBytes said(BoardSerial board) {
    return boards.computeIfAbsent(board, b -> new SaidBytes(this::ring));
  }

  private void ring() {
    lock.lock();
    try {
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** These are the boards that somebody wants to see from now on. */
  public void watched(Collection<BoardSerial> now) {
    lock.lock();
    try {
      watched.stream().filter(b -> !now.contains(b)).forEach(b -> said(b).wanted(false));
      now.stream().filter(b -> !watched.contains(b)).forEach(b -> said(b).wanted(true));
      watched = List.copyOf(now);
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Which they are. */
  public List<BoardSerial> watched() {
    lock.lock();
    try {
      return watched;
    } finally {
      lock.unlock();
    }
  }

  /** Those with something to send; waits until there is one, or the time is over. */
  List<BoardSerial> awaitNews(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        List<BoardSerial> waiting = watched.stream().filter(b -> said(b).waits()).toList();
        if (!waiting.isEmpty()
            || deadline.passed()
            || !news.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
          return waiting;
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
