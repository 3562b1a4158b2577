package org.hilfarm.virtual.power;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.virtual.tree.RackTree;

/**
 * The kernel's {@code disable} attribute of hub ports (Documentation/ABI, sysfs-bus-usb): 1 takes a
 * port's power, and that of everything behind it.
 */
public final class PortPower {
  private final RackTree tree;

  public PortPower(RackTree tree) {
    this.tree = tree;
  }

  /** Tells a board's switch whenever the power at its port comes or goes. */
  public void wire(Switches switches, PortPath port, Consumer<Boolean> board) {
    Supply supply = new Supply(board);
    for (PortPath on : way(port)) {
      Path file = tree.portFolder(on).resolve("disable");
      switches.wire(file, text -> supply.port(on, text.equals("1") || text.equals("Y")));
    }
  }

  /** The port itself and those of the hubs before it. */
  private static List<PortPath> way(PortPath port) {
    List<PortPath> way = new ArrayList<>();
    PortPath at = port;
    way.add(at);
    while (!at.hub().startsWith("usb")) {
      at = new PortPath(at.hub());
      way.add(at);
    }
    return way;
  }

  /** Power reaches a board when no port on the way is disabled. */
  private static final class Supply {
    /** Off and on again, written faster than this, may be read too late to be seen as two. */
    private static final long BLINK = TimeUnit.MILLISECONDS.toNanos(50);

    private final Consumer<Boolean> board;
    private final Set<PortPath> disabled = new HashSet<>();
    private long lastOnWhileOn = System.nanoTime() - BLINK;

    Supply(Consumer<Boolean> board) {
      this.board = board;
    }

    synchronized void port(PortPath port, boolean disable) {
      boolean changed = disable ? disabled.add(port) : disabled.remove(port);
      if (!changed && !disable && blinked()) {
        board.accept(false);
      }
      board.accept(disabled.isEmpty());
    }

    private boolean blinked() {
      long now = System.nanoTime();
      boolean twice = now - lastOnWhileOn < BLINK;
      lastOnWhileOn = twice ? now - BLINK : now;
      return twice;
    }
  }
}
