package org.hilfarm.drivers.power;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.process.Command;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;

/**
 * The program uhubctl. It is given the port's own hub (-l) and number (-p), and its word is not
 * taken for the deed: what it saw of the port afterwards is read, and the device must leave.
 */
final class Uhubctl implements PortSwitch {
  private static final String AFTERWARDS = "New status for hub";

  private final Tools tools;
  private final String why;

  /** As the rack file says. */
  Uhubctl(Tools tools) {
    this(tools, "");
  }

  private Uhubctl(Tools tools, String why) {
    this.tools = tools;
    this.why = why;
  }

  /** Where the kernel cannot do it. */
  static Uhubctl forOldKernel(Tools tools) {
    return new Uhubctl(tools, "the kernel is older than 6.0 and ");
  }

  @Override
  public void set(PortPath port, boolean on, Deadline deadline)
      throws PowerException, InterruptedException {
    String failed = "cannot switch " + PortSwitch.word(on) + " port " + port;
    try {
      String said = SwitchTool.run(failed, command(port, on), deadline);
      read(failed, port, on, said);
    } catch (ToolMissingException e) {
      throw new PowerException(failed + ": " + why + "there is no uhubctl: " + e.getMessage(), e);
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

  /**
   * What the hub says of its port afterwards, such as {@code Port 4: 0103 power enable connect
   * [...]} or {@code Port 4: 0000 off}. A hub that says nothing is proven otherwise.
   */
  private static void read(String failed, PortPath port, boolean on, String said)
      throws PowerException {
    int at = said.indexOf(AFTERWARDS);
    Matcher status =
        Pattern.compile("Port " + port.portNumber() + ": [0-9a-f]{4} (.*)")
            .matcher(at < 0 ? "" : said.substring(at));
    if (!status.find()) {
      return;
    }
    boolean powered = status.group(1).matches("(.* )?power( .*)?");
    if (powered != on) {
      throw new PowerException(
          "%s: uhubctl ended well, but the hub says afterwards \"%s\"; it does not switch this port"
              .formatted(failed, SwitchTool.last(status.group())));
    }
  }
}
