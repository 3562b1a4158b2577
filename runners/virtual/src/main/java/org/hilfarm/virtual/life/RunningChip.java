package org.hilfarm.virtual.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.firmware.Banner;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.virtual.board.BoardTime;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.board.Draw;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.board.Retained;
import org.hilfarm.virtual.board.SleepUntil;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.flash.RunningImage;

/** The chip as the firmware of one application life sees it; deaf once that life is over. */
final class RunningChip implements Chip {
  private final Board board;
  private final Application life;
  private final ResetCause cause;
  private final RunningImage image;
  private final byte[] nvm;
  private final Optional<String> leak;
  private Board.Alarm watchdog = () -> {};
  private boolean stopped;
  private volatile boolean attached;
  private volatile Draw draw = Draw.RUNNING;

  RunningChip(Board board, Application life, ResetCause cause, RunningImage image) {
    this.board = board;
    this.life = life;
    this.cause = seen(board, cause);
    this.image = image;
    this.nvm = Nvm.load(board.nvm(), board.type().family());
    this.leak =
        board.faults().amount(FaultStage.RUNNING, FaultKind.HEAP_LEAK).stream()
            .mapToObj(bytes -> Long.toString((long) bytes))
            .findFirst();
  }

  private static ResetCause seen(Board board, ResetCause cause) {
    OptionalDouble share = board.faults().amount(FaultStage.RUNNING, FaultKind.WRONG_RESET_REASON);
    boolean wrong =
        share.isPresent()
            && (share.getAsDouble() == 0 || board.faults().chance() < share.getAsDouble());
    return !wrong
        ? cause
        : cause == ResetCause.SOFTWARE ? ResetCause.POWER_ON : ResetCause.SOFTWARE;
  }

  @Override
  public BoardType type() {
    return board.type();
  }

  @Override
  public BoardSerial serial() {
    return board.slot().serial();
  }

  @Override
  public BoardTime time() {
    return board.time();
  }

  @Override
  public ResetCause cause() {
    return cause;
  }

  @Override
  public Banner banner() {
    return image.banner();
  }

  @Override
  public Optional<String> trait(String name) {
    Optional<String> asked = Optional.ofNullable(image.traits().get(name));
    return name.equals("reload-leak") ? leak.or(() -> asked) : asked;
  }

  @Override
  public Retained retained() {
    return board.retained();
  }

  @Override
  public byte[] nvm() {
    return nvm;
  }

  @Override
  public void saveNvm() {
    try {
      Nvm.save(board.nvm(), nvm);
    } catch (IOException e) {
      throw new UncheckedIOException("the nvm of " + serial() + " cannot be kept", e);
    }
  }

  @Override
  public Path drive() {
    return board.drive().folder();
  }

  @Override
  public void driveChanged() {
    board.run(life, life::folderChanged);
  }

  @Override
  public boolean formats() {
    try {
      return board.drive().formats();
    } catch (IOException e) {
      throw new UncheckedIOException("the drive of " + serial() + " cannot be read", e);
    }
  }

  @Override
  public void eraseDrive() {
    try {
      board.drive().erase();
    } catch (IOException e) {
      throw new UncheckedIOException("the drive of " + serial() + " cannot be erased", e);
    }
    board.faults().mend(FaultStage.RUNNING, FaultKind.MISSING_DRIVE);
    driveChanged();
  }

  @Override
  public void attachUsb() {
    board.run(
        life,
        () -> {
          attached = true;
          board.usb().show(life);
        });
  }

  @Override
  public void detachUsb() {
    board.run(
        life,
        () -> {
          attached = false;
          board.usb().hide();
        });
  }

  @Override
  public boolean usbReady() {
    return attached && board.usb().seen();
  }

  @Override
  public boolean consoleOpen() {
    return attached && board.usb().consoleOpen();
  }

  @Override
  public void send(byte[] bytes) {
    if (attached) {
      board.usb().send(ConsoleNoise.on(bytes, board.faults()));
    }
  }

  @Override
  public void debug(byte[] bytes) {
    board.debug(bytes);
  }

  @Override
  public synchronized void armWatchdog(Duration timeout) {
    watchdog.cancel();
    if (!stopped) {
      watchdog = board.after(life, timeout, () -> board.restart(bite()));
    }
  }

  /** A firmware may have armed another watchdog than it says. */
  private ResetCause bite() {
    return trait("watchdog").filter("interrupt"::equals).isPresent()
        ? ResetCause.INTERRUPT_WATCHDOG
        : ResetCause.WATCHDOG;
  }

  @Override
  public synchronized void disarmWatchdog() {
    watchdog.cancel();
  }

  @Override
  public void reset(ResetCause reason) {
    board.run(life, () -> board.restart(reason));
  }

  @Override
  public void resetToUf2() {
    board.run(life, () -> Bootloaders.uf2(board));
  }

  @Override
  public void resetToBootloader() {
    board.run(life, () -> Bootloaders.touched(board));
  }

  @Override
  public void deepSleep(SleepUntil alarm, ResetCause wake) {
    double drawn = microamps(Draw.DEEP_SLEEP);
    board.run(life, () -> board.become(new Asleep(board, alarm, wake, drawn)));
  }

  @Override
  public void draws(Draw now) {
    draw = now;
  }

  double microamps() {
    return microamps(draw);
  }

  /** A regressed image may sleep in name only, or deeply at twice what light sleep costs. */
  private double microamps(Draw asked) {
    String how = trait("sleep-current").orElse("");
    Family family = type().family();
    return switch (how) {
      case "awake" -> Draw.RUNNING.microamps(family);
      case "deep-twice-light" ->
          asked == Draw.DEEP_SLEEP
              ? 2 * Draw.LIGHT_SLEEP.microamps(family)
              : asked.microamps(family);
      default -> asked.microamps(family);
    };
  }

  @Override
  public Optional<Boolean> level(int pin) {
    return board.level(pin);
  }

  /** A symptom: one start shows another number than the chip's. */
  boolean hasOtherSerial() {
    return board.retained().words().containsKey(Retained.OTHER_SERIAL);
  }

  @Override
  public Optional<I2cTarget> i2cTarget() {
    return board.slot().i2cTarget();
  }

  /** The life is over: nothing is sent and nothing bites any more. */
  synchronized void stop() {
    stopped = true;
    attached = false;
    watchdog.cancel();
  }
}
