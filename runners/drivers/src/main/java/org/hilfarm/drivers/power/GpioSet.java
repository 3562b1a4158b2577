package org.hilfarm.drivers.power;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.process.Command;
import org.hilfarm.process.Service;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A GPIO line, through libgpiod's gpioset. What a line does once the program that drives it has
 * ended is undefined (gpioset(1)), so gpioset runs for as long as the line is on. Off is said once,
 * and then the line is let go: the wiring must hold it off.
 *
 * <p>The program's first version takes other arguments than its second, so it is asked which it is.
 */
final class GpioSet implements Line {
  private static final Pattern VERSION = Pattern.compile("libgpiod\\)? v?(\\d{1,3})\\.");
  private static final Duration LETTING_GO = Duration.ofSeconds(10);

  private final GpioLine gpio;
  private final String what;
  private final Tools tools;
  private @Nullable Service holder;

  GpioSet(GpioLine gpio, String what, Tools tools) {
    this.gpio = gpio;
    this.what = what;
    this.tools = tools;
  }

  @Override
  public void set(boolean on, Deadline deadline) throws PowerException, InterruptedException {
    Version version = version(on, deadline);
    close();
    if (on) {
      hold(version.program(), version.holding(gpio));
    } else {
      run(false, version.program(), version.once(gpio, "0"), deadline);
    }
  }

  /** One gpioset does it all, so that the press is as long as was said, however long it starts. */
  @Override
  public void press(Duration held, Deadline deadline) throws PowerException, InterruptedException {
    Version version = version(true, deadline);
    close();
    try {
      run(true, version.program(), version.pulse(gpio, held), deadline);
    } finally {
      Deadline own = Deadline.after(LETTING_GO, deadline.ticker());
      run(false, version.program(), version.once(gpio, "0"), own);
    }
  }

  private void hold(Path program, List<String> arguments) throws PowerException {
    try {
      Command command = Command.of(program, arguments.toArray(String[]::new));
      holder = Service.start("gpioset " + gpio.chip() + " " + gpio.line(), command, line -> {});
    } catch (IOException e) {
      throw new PowerException(failed(true) + ": gpioset does not start: " + e.getMessage(), e);
    }
  }

  private void run(boolean on, Path program, List<String> arguments, Deadline deadline)
      throws PowerException, InterruptedException {
    Command command = Command.of(program, arguments.toArray(String[]::new));
    String unused = SwitchTool.run(failed(on), command, deadline.within(SwitchTool.AT_MOST));
  }

  private String failed(boolean on) {
    return "%s (%s line %d) was not switched %s"
        .formatted(what, gpio.chip(), gpio.line(), PortSwitch.word(on));
  }

  private Version version(boolean on, Deadline deadline)
      throws PowerException, InterruptedException {
    try {
      Path program = tools.find("gpioset");
      String said =
          SwitchTool.run(
              failed(on), Command.of(program, "--version"), deadline.within(SwitchTool.AT_MOST));
      Matcher number = VERSION.matcher(said);
      if (!number.find()) {
        throw new PowerException(
            failed(on) + ": gpioset says no version of libgpiod: " + SwitchTool.last(said));
      }
      return new Version(program, Integer.parseInt(number.group(1)));
    } catch (ToolMissingException e) {
      throw new PowerException(failed(on) + ": there is no gpioset; install gpiod", e);
    }
  }

  /** Lets go of the line. */
  @Override
  public void close() {
    if (holder != null) {
      holder.close();
      holder = null;
    }
  }

  /**
   * How the program wants it said.
   *
   * @param major of libgpiod
   */
  private record Version(Path program, int major) {
    List<String> holding(GpioLine gpio) {
      return major < 2 ? words(gpio, "1", "--mode=signal") : words(gpio, "1");
    }

    List<String> once(GpioLine gpio, String level) {
      return major < 2 ? words(gpio, level, "--mode=exit") : words(gpio, level, "--toggle", "0");
    }

    List<String> pulse(GpioLine gpio, Duration held) {
      return major < 2
          ? words(gpio, "1", "--mode=time", "--usec=" + held.toMillis() * 1000)
          : words(gpio, "1", "--toggle", held.toMillis() + "ms,0");
    }

    private List<String> words(GpioLine gpio, String level, String... mode) {
      List<String> words = new ArrayList<>(List.of(mode));
      if (gpio.activeLow()) {
        words.add("--active-low");
      }
      words.addAll(major < 2 ? List.of(gpio.chip()) : List.of("--chip", gpio.chip()));
      words.add(gpio.line() + "=" + level);
      return words;
    }
  }
}
