package org.hilfarm.farm.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.ToolMissingException;

/**
 * The programs: Java, the kernel, and the tools that the slots need.
 *
 * @param java the version of the Java that runs this
 * @param esptool whether some type of board on this host is flashed by esptool
 */
record Software(int java, boolean esptool) {
  private static final int OLDEST_JAVA = 21;
  private static final int SWITCHING_KERNEL = 6;
  private static final Pattern RELEASE =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3}).*", Pattern.DOTALL);

  List<Finding> look(Host host) {
    List<Finding> found = new ArrayList<>();
    found.add(
        java >= OLDEST_JAVA
            ? Finding.good("java", "Java " + java)
            : Finding.bad(
                "java",
                "Java " + java + " is too old",
                "install a Java runtime of version " + OLDEST_JAVA + " or newer"));
    boolean old = kernel(host, found);
    tool(host, found, "mcopy", "apt install mtools, or ./farm setup");
    if (esptool) {
      tool(host, found, "esptool", "./farm setup");
    }
    if (old || slots(host).anyMatch(s -> s.fixture().power() instanceof PowerWay.Uhubctl)) {
      tool(host, found, "uhubctl", "apt install uhubctl");
    }
    if (slots(host).anyMatch(Software::usesGpio)) {
      tool(host, found, "gpioset", "apt install gpiod");
    }
    return found;
  }

  /** Whether it is too old to switch ports by itself. */
  private static boolean kernel(Host host, List<Finding> found) {
    String release = host.text("proc/sys/kernel/osrelease").orElse("");
    Matcher version = RELEASE.matcher(release);
    if (!version.matches()) {
      return false;
    }
    boolean old = Integer.parseInt(version.group(1)) < SWITCHING_KERNEL;
    found.add(
        old
            ? Finding.doubtful(
                "kernel",
                "Linux " + release + " cannot switch a hub's ports by itself",
                "take Linux 6.0 or newer, or have uhubctl there")
            : Finding.good("kernel", "Linux " + release));
    return old;
  }

  private static void tool(Host host, List<Finding> found, String name, String fix) {
    try {
      found.add(Finding.good(name, host.tools().find(name).toString()));
    } catch (ToolMissingException e) {
      found.add(Finding.bad(name, "there is no " + name, fix));
    }
  }

  private static Stream<Slot> slots(Host host) {
    return host.rack().stream().flatMap(rack -> rack.slots().stream());
  }

  private static boolean usesGpio(Slot slot) {
    return Stream.of(slot.fixture().resetLine().stream(), slot.fixture().bootLine().stream())
            .flatMap(s -> s)
            .anyMatch(s -> s instanceof GpioLine)
        || (slot.fixture().power() instanceof PowerWay.Switched by && by.by() instanceof GpioLine);
  }
}
