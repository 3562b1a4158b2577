package org.hilfarm.virtual.circuitpython.port;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.virtual.board.Draw;
import org.hilfarm.virtual.circuitpython.console.Inbox;
import org.hilfarm.virtual.circuitpython.vm.Answer;
import org.hilfarm.virtual.circuitpython.vm.Break;
import org.hilfarm.virtual.circuitpython.vm.Questions;

/** Answers what the board's Python modules ask; on the firmware's thread. */
public final class Port implements Questions {
  /** A console with that symptom loses each of so many bytes. */
  private static final int DROPPED = 5003;

  private static final Duration LONG = Duration.ofDays(3650);

  private final Core core;
  private final Memories memories;
  private final Restart restart;
  private final boolean drops;
  private int taken;

  public Port(Core core) {
    this.core = core;
    this.memories = new Memories(core.chip());
    this.restart = new Restart(core.chip(), core.disk());
    this.drops = core.chip().trait("console").filter("drops"::equals).isPresent();
  }

  @Override
  public Answer answer(String question, Break breaks) {
    boolean again = question.startsWith("~");
    String asked = again ? question.substring(1) : question;
    int cut = asked.indexOf(' ');
    String verb = cut < 0 ? asked : asked.substring(0, cut);
    String rest = cut < 0 ? "" : asked.substring(cut + 1);
    return switch (verb) {
      case "now" -> Answer.of(core.up().toNanos());
      case "sleep" -> idle(again, Duration.ofNanos(Long.parseLong(rest)), breaks);
      case "lightsleep" -> lightSleep(rest.split(" ", 2), again, breaks);
      case "level" -> level(Integer.parseInt(rest));
      case "take" -> take(Integer.parseInt(rest), again, breaks);
      case "getc", "input" -> typed(verb, again, breaks);
      case "why" -> breaks.why();
      case "dog" -> dog(rest, breaks);
      case "nvm" -> memories.nvm(rest);
      case "sleepmem" -> memories.sleepMemory(rest);
      case "keep", "unkeep" -> keep(Integer.parseInt(rest), verb.equals("keep"));
      case "crash" -> crash(breaks);
      case "i2c" -> Answer.of(core.chip().i2cTarget().map(Port::words).orElse(""));
      default -> supervisor(verb, rest, breaks);
    };
  }

  private Answer supervisor(String verb, String rest, Break breaks) {
    Inbox inbox = core.inbox();
    return switch (verb) {
      case "usb" -> Answer.of(core.chip().usbReady());
      case "serial" -> Answer.of(inbox.open());
      case "available" -> Answer.of(inbox.available());
      case "traceback" -> Answer.of(core.settings().traceback());
      case "autoreload" -> autoreload(rest);
      case "statusbar" -> statusBar(rest);
      case "nextfile" -> nextFile(rest);
      case "wrote" -> wrote();
      case "remount" -> remount(rest.equals("1"));
      case "reload" -> reload();
      case "deepsleep" -> deepSleep(rest.split(" ", 2));
      case "nextreset" -> nextReset(rest);
      case "reset" -> reset(breaks);
      case "erase" -> erase(breaks);
      default -> Answer.runtimeError("the virtual board does not know \"" + verb + "\"");
    };
  }

  /**
   * Its alarm ends it, a pin's does, which is the answer, and Ctrl-C; with a symptom also typing.
   */
  private Answer lightSleep(String[] asked, boolean again, Break breaks) {
    PinAlarms pins = PinAlarms.of(asked[1]);
    boolean typing =
        core.chip().trait("light-sleep").filter("woken-by-console"::equals).isPresent();
    Answer ended =
        sleep(
            Draw.LIGHT_SLEEP,
            again,
            until(Long.parseLong(asked[0])),
            breaks,
            () -> pins.fired(core.chip()).isPresent() || (typing && core.inbox().available() > 0));
    return ended.equals(Answer.OK) ? Answer.of(pins.fired(core.chip()).orElse("")) : ended;
  }

  private Answer idle(boolean again, Duration time, Break breaks) {
    return sleep(Draw.IDLE, again, time, breaks, () -> false);
  }

  private Answer level(int pin) {
    return Answer.of(core.chip().level(pin).map(high -> high ? "1" : "0").orElse(""));
  }

  private Answer sleep(Draw how, boolean again, Duration time, Break breaks, BooleanSupplier ends) {
    core.chip().draws(how);
    try {
      return breaks.await(again, time, ends);
    } finally {
      core.chip().draws(Draw.RUNNING);
    }
  }

  private static String words(I2cTarget target) {
    return "%d %d %d %d"
        .formatted(
            target.address(), target.register(), target.value(), target.stretch().orElse(-1));
  }

  private Duration until(long dueNanos) {
    return dueNanos == Settings.NO_ALARM ? LONG : Duration.ofNanos(dueNanos).minus(core.up());
  }

  /** What is there of so many bytes, in hexadecimal; one at least. */
  private Answer take(int most, boolean again, Break breaks) {
    Inbox inbox = core.inbox();
    Answer there = breaks.await(again, LONG, () -> inbox.available() > 0);
    if (there.status() != '=') {
      return there;
    }
    StringBuilder hex = new StringBuilder();
    for (int left = Math.min(most, inbox.available()); left > 0; left--) {
      taken++;
      int c = inbox.read();
      if (!drops || taken % DROPPED != 0) {
        hex.append("%02x".formatted(c));
      }
    }
    return Answer.of(hex.toString());
  }

  private Answer typed(String verb, boolean again, Break breaks) {
    StringBuilder line = new StringBuilder();
    boolean retried = again;
    while (true) {
      Answer there = breaks.await(retried, LONG, () -> core.inbox().available() > 0);
      if (there.status() != '=') {
        return there;
      }
      retried = true;
      int c = core.inbox().read();
      if (verb.equals("getc")) {
        return Answer.of(c);
      }
      if (c == '\r' || line.length() == 1000) {
        core.console().print("\n");
        return Answer.of(line.toString());
      }
      if (c >= ' ') {
        line.append((char) c);
        core.console().raw(String.valueOf((char) c));
      }
    }
  }

  private Answer dog(String rest, Break breaks) {
    String[] words = rest.split(" ");
    Dog dog = core.dog();
    if (words[0].equals("feed")) {
      dog.feed();
    } else if (words[0].equals("timeout")) {
      if (words.length == 1) {
        return Answer.of(dog.timeout().toMillis());
      }
      dog.timeout(Duration.ofMillis(Long.parseLong(words[1])));
    } else {
      if (words.length == 1) {
        return Answer.of(dog.mode() == Dog.Mode.NONE ? "" : dog.mode().name());
      }
      dog.mode(Dog.Mode.valueOf(words[1]));
      if (dog.bitesAtOnce()) {
        return breaks.await(true, LONG, () -> false);
      }
    }
    return Answer.OK;
  }

  private Answer autoreload(String to) {
    if (to.isEmpty()) {
      return Answer.of(core.inbox().autoreload());
    }
    core.inbox().autoreload(to.equals("1"));
    return Answer.OK;
  }

  private Answer statusBar(String to) {
    if (to.isEmpty()) {
      return Answer.of(core.console().titled());
    }
    core.console().titled(to.equals("1"));
    return Answer.OK;
  }

  private Answer nextFile(String name) {
    core.settings().nextCodeFile(name.isEmpty() ? Optional.empty() : Optional.of(name));
    return Answer.OK;
  }

  private Answer wrote() {
    core.disk().wrote();
    return Answer.OK;
  }

  private Answer remount(boolean readonly) {
    core.settings().readonly(readonly);
    return Answer.OK;
  }

  private Answer reload() {
    core.settings().runReason(RunReason.SUPERVISOR_RELOAD);
    return Answer.OK;
  }

  /** Due, and the pins. */
  private Answer deepSleep(String[] asked) {
    core.settings().sleepUntil(Long.parseLong(asked[0]));
    core.settings().wakingPins(PinAlarms.of(asked[1]));
    return Answer.of(core.settings().maySleep());
  }

  private Answer nextReset(String mode) {
    restart.onNextReset(Restart.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    return Answer.OK;
  }

  private Answer keep(int pin, boolean inUse) {
    core.settings().keepPin(pin, inUse);
    return Answer.OK;
  }

  private Answer crash(Break breaks) {
    restart.crash();
    return breaks.await(true, LONG, () -> false);
  }

  /** Makes the drive anew, and resets (shared-module/storage, storage_erase_filesystem). */
  private Answer erase(Break breaks) {
    core.chip().eraseDrive();
    restart.onNextReset(Restart.Mode.NORMAL);
    return reset(breaks);
  }

  private Answer reset(Break breaks) {
    restart.now();
    return breaks.await(true, LONG, () -> false);
  }
}
