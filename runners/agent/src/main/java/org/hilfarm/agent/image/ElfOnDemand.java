package org.hilfarm.agent.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.model.build.Image;

/**
 * The ELF file that came with an image: fetched when somebody first asks for it, which only a panic
 * makes anybody do. One thread uses it.
 */
public final class ElfOnDemand implements AutoCloseable {
  private final ImageCache images;
  private final Image image;
  private Optional<HeldImage> held = Optional.empty();

  public ElfOnDemand(ImageCache images, Image image) {
    this.images = images;
    this.image = image;
  }

  /** Where it will be; empty where none came with the image. */
  public Optional<ImageArrival> arrival() {
    return image.elf().map(elf -> () -> fetched(elf));
  }

  private Path fetched(Image.Elf elf) throws IOException, InterruptedException {
    if (held.isEmpty()) {
      try {
        held = Optional.of(images.hold(image, elf));
      } catch (RefusedException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return held.get().file();
  }

  @Override
  public void close() {
    held.ifPresent(HeldImage::close);
  }
}
