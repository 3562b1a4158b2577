package org.hilfarm.engine;

import java.nio.file.Path;
import java.util.Optional;
import org.hilfarm.drivers.console.Tap;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Tools;
import org.hilfarm.wire.rackapi.WorkOffer;

/**
 * All that a job needs.
 *
 * @param root the rack's root: {@code /}, or the folder of a virtual rack
 * @param slot where the board is
 * @param offer what to do
 * @param imageFile the image's bytes, proven to have the offer's digest; may still be on its way
 * @param tools the outside programs
 * @param elf what tells the build's code by its addresses, asked for only when it is needed
 * @param tap hears what the board says on its console
 */
public record JobInput(
    Path root,
    Slot slot,
    WorkOffer offer,
    ImageArrival imageFile,
    Tools tools,
    Optional<ImageArrival> elf,
    Tap tap) {

  /** For a board that nobody watches. */
  public JobInput(
      Path root,
      Slot slot,
      WorkOffer offer,
      ImageArrival imageFile,
      Tools tools,
      Optional<ImageArrival> elf) {
    this(root, slot, offer, imageFile, tools, elf, Tap.none());
  }

  /** For a build that came without its ELF file. */
  public JobInput(Path root, Slot slot, WorkOffer offer, ImageArrival imageFile, Tools tools) {
    this(root, slot, offer, imageFile, tools, Optional.empty());
  }
}
