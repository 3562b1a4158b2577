package org.hilfarm.agent;

import java.util.List;
import org.hilfarm.agent.board.BoardPool;
import org.hilfarm.agent.board.Fence;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Survivor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes slots out of work on which something of an earlier job does not come to an end. */
final class Fences {
  private static final Logger LOG = LoggerFactory.getLogger(Fences.class);

  private Fences() {}

  /** Fences a slot as long as a process that was started for it runs on after its job. */
  static void survivors(BoardPool boards, Slot slot) {
    fence(boards, slot, Survivor.of(slot.port().value()));
  }

  /** Ends what an agent that was killed has left behind; what does not end fences its slot. */
  static void orphans(BoardPool boards, List<Slot> slots) {
    List<Survivor> orphans = Survivor.orphans();
    for (Survivor each : orphans) {
      LOG.warn("{} was started by a process that is gone; it is ended.", each);
      each.kill();
    }
    for (Slot slot : slots) {
      fence(
          boards,
          slot,
          orphans.stream()
              .filter(o -> List.of(o.purpose().split(" ")).contains(slot.port().value()))
              .toList());
    }
  }

  private static void fence(BoardPool boards, Slot slot, List<Survivor> left) {
    if (left.isEmpty()) {
      return;
    }
    String reason =
        "%s does not end, even after SIGKILL: the device at port %s is wedged; cut that port's power, or replug its hub"
            .formatted(left.getFirst(), slot.port());
    LOG.error("Slot {} is out of work: {}.", slot.id(), reason);
    boards.fence(slot.serial(), new Fence(reason, () -> left.stream().anyMatch(Survivor::runs)));
  }

  /** Fences a slot as long as its work's thread runs on. */
  static void stuck(BoardPool boards, Slot slot, Thread thread, String what) {
    String reason =
        "%s; it is stuck %s: the device at port %s is wedged; cut that port's power, or replug its hub"
            .formatted(what, place(thread), slot.port());
    if (boards.fence(slot.serial(), new Fence(reason, thread::isAlive))) {
      LOG.error("Slot {} is out of work: {}.", slot.id(), reason);
    }
  }

  private static String place(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0
        ? "somewhere"
        : "in %s.%s".formatted(stack[0].getClassName(), stack[0].getMethodName());
  }
}
