package org.hilfarm.drivers.seat;

import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.console.DebugUartListener;
import org.hilfarm.drivers.reset.RomTalk;
import org.hilfarm.model.board.Family;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * What a board's debug UART says of each of its starts: everything since the start before, so that
 * the panic that ended a life belongs to the start that followed. One thread uses it.
 */
public final class StartEar {
  /**
   * The ROM speaks a second before USB is there, so its line is here when the board is asked; a
   * machine under load may need a moment to read it.
   */
  private static final Duration LAGS_AT_MOST = Duration.ofMillis(400);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Optional<DebugUartListener> listener;
  private final boolean romSpeaks;
  private final CodePlaces places;
  private long mark;

  public StartEar(Overheard overheard, Family family, CodePlaces places) {
    this.places = places;
    this.listener = overheard.listener();
    this.romSpeaks = family == Family.ESP32S2;
  }

  /** What is said from here on belongs to the next start. */
  void begin() {
    mark = listener.map(DebugUartListener::heard).orElse(0L);
  }

  /** What was said since; the ROM's own line is waited for a moment where one is due. */
  RomTalk heard(Deadline outer) throws InterruptedException {
    Deadline lag = outer.within(LAGS_AT_MOST);
    RomTalk talk = now();
    while (romSpeaks && hears() && talk.romLine().isEmpty() && !lag.passed()) {
      Pause.until(lag.within(LOOK_AGAIN));
      talk = now();
    }
    return places.told(talk);
  }

  /** What was said since, as far as it is here. */
  RomTalk now() {
    return listener.map(l -> RomTalk.in(l.saidSince(mark))).orElseGet(RomTalk::none);
  }

  /** What is wrong with listening itself, as a sentence. */
  Optional<String> complaint(RomTalk talk) {
    return talk.words().garbled() ? listener.map(Overheard::garbled) : places.takeTrouble();
  }

  private boolean hears() {
    return listener.filter(DebugUartListener::hears).isPresent();
  }
}
