package org.hilfarm.agent.board;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.Slot;
import org.hilfarm.time.Deadline;

/**
 * The rack's boards: which are there, and which have nothing to do. A board that is asked for or at
 * work is not looked at: it leaves the bus as part of its work. Any thread may use it.
 */
public final class BoardPool {
  private enum Duty {
    IDLE,
    ASKED_FOR,
    WORKING,
    RECOVERING,
    FENCED
  }

  private static final class Place {
    final Slot slot;
    final BoardType type;
    Duty duty = Duty.IDLE;
    BoardStatus status;
    Optional<Fence> fence = Optional.empty();

    Place(Slot slot, BoardType type, BoardStatus status) {
      this.slot = slot;
      this.type = type;
      this.status = status;
    }
  }

  private static final Set<Duty> AWAY = EnumSet.of(Duty.WORKING, Duty.RECOVERING);

  private final InstantSource clock;
  private final Map<BoardSerial, Place> places = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Every board is offline until it was looked for. */
  public BoardPool(Rack rack, Map<BoardTypeId, BoardType> types, InstantSource clock) {
    this.clock = clock;
    for (Slot slot : rack.slots()) {
      BoardType type = types.get(slot.boardType());
      if (type == null) {
        throw new IllegalArgumentException(
            "slot %s of rack %s names the board type %s, which is not configured"
                .formatted(slot.id(), rack.id(), slot.boardType()));
      }
      places.put(slot.serial(), new Place(slot, type, unseen(rack, slot, type)));
    }
  }

  private BoardStatus unseen(Rack rack, Slot slot, BoardType type) {
    Set<Ability> abilities = new HashSet<>(type.abilities());
    abilities.addAll(slot.abilities());
    if (slot.emulated()) {
      abilities.add(Ability.EMULATED);
    }
    return new BoardStatus(
        rack.id(),
        slot.id(),
        slot.serial(),
        slot.boardType(),
        abilities,
        BoardState.OFFLINE,
        "not looked for yet",
        clock.instant());
  }

  /** Takes in what is plugged in; true when any board's state changed. */
  public boolean look(List<UsbDevice> plugged) {
    lock.lock();
    try {
      boolean news = false;
      for (Place place : places.values()) {
        if (place.fence.isPresent()) {
          news |= fenced(place, place.fence.get());
        } else if (!AWAY.contains(place.duty)) {
          news |= update(place, Sighting.of(place.slot, place.type, plugged));
        }
      }
      if (news) {
        changed.signalAll();
      }
      return news;
    } finally {
      lock.unlock();
    }
  }

  /** A fence that fell leaves the board to be looked at next time. */
  private boolean fenced(Place place, Fence fence) {
    if (fence.stands().getAsBoolean()) {
      return update(place, new Sighting(BoardState.QUARANTINED, fence.reason()));
    }
    place.fence = Optional.empty();
    place.duty = Duty.IDLE;
    return update(place, new Sighting(BoardState.OFFLINE, "what it was fenced for is over"));
  }

  private boolean update(Place place, Sighting seen) {
    BoardStatus was = place.status;
    if (was.state() == seen.state() && was.reason().equals(seen.reason())) {
      return false;
    }
    place.status =
        new BoardStatus(
            was.rack(),
            was.slot(),
            was.serial(),
            was.boardType(),
            was.abilities(),
            seen.state(),
            seen.reason(),
            clock.instant());
    return true;
  }

  /** Every board as it is now; one at work keeps the state it had before. */
  public List<BoardStatus> statuses() {
    lock.lock();
    try {
      return places.values().stream().map(p -> p.status).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The boards that nobody asks work for yet; from now on somebody does. Also those that show
   * nothing: the orchestrator gives them only what may bring them back.
   */
  public List<BoardSerial> take() {
    lock.lock();
    try {
      List<BoardSerial> taken = new ArrayList<>();
      places.forEach(
          (serial, place) -> {
            if (canBeTaken(place)) {
              place.duty = Duty.ASKED_FOR;
              taken.add(serial);
            }
          });
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a slot out of work until the fence falls; its rack says why from its next look on. False
   * where it has a fence already.
   */
  public boolean fence(BoardSerial board, Fence fence) {
    lock.lock();
    try {
      Place place = places.get(board);
      if (place == null || place.fence.isPresent()) {
        return false;
      }
      place.fence = Optional.of(fence);
      place.duty = Duty.FENCED;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** These boards have nothing to do, unless they are fenced or being recovered. */
  public void free(Collection<BoardSerial> boards) {
    lock.lock();
    try {
      for (BoardSerial board : boards) {
        Place place = places.get(board);
        if (place != null && place.duty != Duty.RECOVERING && place.fence.isEmpty()) {
          place.duty = Duty.IDLE;
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** This board begins to work; false where it is being recovered. */
  public boolean begin(BoardSerial board) {
    return take(board, Duty.WORKING, Duty.RECOVERING);
  }

  /**
   * This board is to be recovered, or is a person's for a time; false where it is at work, or being
   * recovered already.
   */
  public boolean beginRecovery(BoardSerial board) {
    return take(board, Duty.RECOVERING, Duty.WORKING);
  }

  private boolean take(BoardSerial board, Duty duty, Duty unless) {
    lock.lock();
    try {
      Place place = places.get(board);
      if (place == null || place.fence.isPresent() || place.duty == duty || place.duty == unless) {
        return false;
      }
      place.duty = duty;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The boards that something is being done to. */
  public List<BoardSerial> busy() {
    lock.lock();
    try {
      return places.values().stream()
          .filter(p -> AWAY.contains(p.duty))
          .map(p -> p.slot.serial())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Its recovery or reservation is over. */
  public void endRecovery(BoardSerial board) {
    lock.lock();
    try {
      Place place = places.get(board);
      if (place != null && place.duty == Duty.RECOVERING) {
        place.duty = Duty.IDLE;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a board can be taken; false when none could in time. */
  public boolean awaitIdle(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (places.values().stream().noneMatch(BoardPool::canBeTaken)) {
        if (deadline.passed() || !changed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static boolean canBeTaken(Place place) {
    return place.duty == Duty.IDLE
        && (place.status.state() == BoardState.READY || place.status.state() == BoardState.OFFLINE);
  }
}
