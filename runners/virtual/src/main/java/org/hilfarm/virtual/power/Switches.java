package org.hilfarm.virtual.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hilfarm.virtual.pty.KernelEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that switch something when they are written. Wired up first, then watched; what is wired is
 * told on the thread of the rack's events and must not block.
 */
public final class Switches {
  private static final Logger LOG = LoggerFactory.getLogger(Switches.class);
  private static final int LIMIT = 64;

  private final Map<Path, List<Consumer<String>>> wired = new HashMap<>();

  /** Tells this when something is written to the file: the text, stripped. */
  public void wire(Path file, Consumer<String> told) {
    wired.computeIfAbsent(file, unused -> new ArrayList<>()).add(told);
  }

  /** Starts to watch. */
  public void watch(KernelEvents events) throws IOException {
    for (Path folder : wired.keySet().stream().map(Path::getParent).distinct().toList()) {
      events.watch(
          folder,
          (name, finished) -> {
            if (finished) {
              written(folder.resolve(name));
            }
          });
    }
  }

  private void written(Path file) {
    List<Consumer<String>> told = wired.get(file);
    if (told == null) {
      return;
    }
    try {
      String text = Files.readString(file);
      told.forEach(t -> t.accept(text.substring(0, Math.min(LIMIT, text.length())).strip()));
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone", file);
    } catch (IOException e) {
      LOG.warn("the switch {} cannot be read", file, e);
    }
  }
}
