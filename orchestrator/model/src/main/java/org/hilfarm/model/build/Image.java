package org.hilfarm.model.build;

import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardTypeId;

/**
 * One firmware image of a build.
 *
 * @param boardType which boards it is for
 * @param format the kind of file
 * @param fileName the file's own name, without folders
 * @param digest of the file's bytes
 * @param bytes the file's size
 * @param banner what the image says it is; a board that runs it says the same
 */
public record Image(
    BoardTypeId boardType,
    ImageFormat format,
    String fileName,
    Sha256 digest,
    long bytes,
    Banner banner) {}
