package org.hilfarm.agent.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.model.build.Image;

/**
 * An image that is fetched while its board is made ready; once here it stays on the disk until this
 * is closed. Any thread may wait for it, one closes it.
 */
public final class ComingImage implements ImageArrival, AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final CompletableFuture<HeldImage> held = new CompletableFuture<>();
  private final Thread thread;

  private ComingImage(ImageCache images, Image image) {
    thread =
        Thread.ofVirtual()
            .name("image-" + image.digest().brief())
            .start(() -> fetch(images, image));
  }

  /** Begins to fetch it, unless it is here. */
  public static ComingImage of(ImageCache images, Image image) {
    return new ComingImage(images, image);
  }

  private void fetch(ImageCache images, Image image) {
    try {
      HeldImage here = images.hold(image);
      if (!held.complete(here)) {
        here.close(); // nobody waits for it any more
      }
    } catch (IOException | RefusedException | InterruptedException | RuntimeException e) {
      held.completeExceptionally(e);
    }
  }

  @Override
  public Path await() throws IOException, InterruptedException {
    try {
      return held.get().file();
    } catch (ExecutionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IOException(why.getMessage(), why);
    }
  }

  @Override
  public void close() {
    if (held.cancel(false)) {
      thread.interrupt();
    } else if (!held.isCompletedExceptionally()) {
      held.join().close();
    }
    try {
      if (!thread.join(CLOSING)) {
        throw new IllegalStateException(thread.getName() + " did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
