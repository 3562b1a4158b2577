package org.hilfarm.farm.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.time.Deadline;

/** What the kernel said of its USB since it started: what is known to come before lost boards. */
final class KernelLog {
  private static final String LOG = "var/log/kern.log";
  private static final String CHECK = "kernel messages";
  private static final Duration READ_WITHIN = Duration.ofSeconds(20);

  private record Sign(Pattern words, String fix) {}

  private static final List<Sign> SIGNS =
      List.of(
          sign(
              "not enough bandwidth",
              "fewer boards on this controller, or hubs with a translator a port"),
          sign(
              "over-?current",
              "a port draws too much: a hub that feeds itself, and look at the board's wiring"),
          sign(
              "Max number of devices this xHCI host supports is|No free (device|slot)",
              "a second controller: this one takes no more devices"),
          sign(
              "device descriptor read/\\S+, error -(110|71)",
              "another cable, another port, then another controller"),
          sign(
              "device not accepting address",
              "another cable, another port; a wedged hub takes its power off and on"),
          sign("can't set config", "fewer boards on this controller"),
          sign("xhci_hcd.*(died|not responding)", "restart the host, and its hubs' power"),
          sign("task \\S+ blocked for more than", "a wedged device holds its hub: pull it"),
          sign("under-?voltage", "a power supply that is strong enough for this host"));

  private KernelLog() {}

  private static Sign sign(String words, String fix) {
    return new Sign(Pattern.compile(words, Pattern.CASE_INSENSITIVE), fix);
  }

  static List<Finding> look(Host host) throws InterruptedException {
    Optional<String> log = host.real() ? journal(host) : host.text(LOG);
    if (log.isEmpty()) {
      return List.of(
          Finding.doubtful(
              CHECK,
              "the kernel's messages cannot be read",
              "usermod -aG systemd-journal USER, and sign in anew"));
    }
    return judged(log.get());
  }

  /** Each sign once, with how often it was there and the last line of it. */
  private static List<Finding> judged(String log) {
    Map<Sign, List<String>> seen = new LinkedHashMap<>();
    log.lines()
        .forEach(
            line ->
                SIGNS.stream()
                    .filter(s -> s.words().matcher(line).find())
                    .forEach(s -> seen.computeIfAbsent(s, u -> new ArrayList<>()).add(line)));
    if (seen.isEmpty()) {
      return List.of(Finding.good(CHECK, "nothing that is known to precede lost boards"));
    }
    return seen.entrySet().stream()
        .map(
            e ->
                Finding.bad(
                    CHECK,
                    "%d times; the last: %s".formatted(e.getValue().size(), e.getValue().getLast()),
                    e.getKey().fix()))
        .toList();
  }

  private static Optional<String> journal(Host host) throws InterruptedException {
    try {
      Path journalctl = host.tools().find("journalctl");
      Command command =
          Command.of(
              journalctl,
              "-k",
              "-b",
              "--no-pager",
              "-q",
              "-n",
              "20000",
              "-g",
              "usb|xhci|volt|blocked");
      StringBuilder kept = new StringBuilder();
      Ending ending =
          Child.run("journalctl", command, l -> keep(l, kept), Deadline.after(READ_WITHIN));
      boolean read = ending instanceof Ending.Exited e && e.value() <= 1;
      return read ? Optional.of(kept.toString()) : Optional.empty();
    } catch (ToolMissingException none) {
      return host.text(LOG);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void keep(String line, StringBuilder kept) {
    if (SIGNS.stream().anyMatch(s -> s.words().matcher(line).find()) && kept.length() < 1 << 18) {
      kept.append(line).append('\n');
    }
  }
}
