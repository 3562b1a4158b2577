package org.hilfarm.drivers.power;

import java.io.IOException;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * The program uhubctl, for kernels without the attribute. It switches this machine's own hubs, so
 * it is never for a virtual rack.
 */
final class Uhubctl implements PortSwitch {
  private static final int SAID = 300;

  private final Tools tools;

  Uhubctl(Tools tools) {
    this.tools = tools;
  }

  @Override
  public void set(PortPath port, boolean on, Deadline deadline)
      throws PowerException, InterruptedException {
    try {
      Ending ending = Child.run("uhubctl " + port, command(port, on), line -> {}, deadline);
      if (!(ending instanceof Ending.Exited e && e.value() == 0)) {
        throw new PowerException(cannot(port, on) + how(ending));
      }
    } catch (ToolMissingException e) {
      throw new PowerException(
          cannot(port, on)
              + "the kernel is older than 6.0 and there is no uhubctl: "
              + e.getMessage(),
          e);
    } catch (PowerException e) {
      throw e;
    } catch (IOException e) {
      throw new PowerException(cannot(port, on) + "uhubctl does not start: " + e.getMessage(), e);
    }
  }

  private Command command(PortPath port, boolean on) throws ToolMissingException {
    String hub = port.hub().replaceFirst("^usb", "");
    return Command.of(
        tools.find("uhubctl"),
        "-l",
        hub,
        "-p",
        String.valueOf(port.portNumber()),
        "-a",
        PortSwitch.word(on));
  }

  private static String cannot(PortPath port, boolean on) {
    return "cannot switch " + PortSwitch.word(on) + " port " + port + ": ";
  }

  private static String how(Ending ending) {
    String output = ending.output().strip();
    String said = output.substring(Math.max(0, output.length() - SAID));
    return switch (ending) {
      case Ending.Exited e -> "uhubctl ended with " + e.value() + " and said: " + said;
      case Ending.Overdue o ->
          "uhubctl did not end within " + o.waited().toMillis() + " ms and said: " + said;
    };
  }
}
