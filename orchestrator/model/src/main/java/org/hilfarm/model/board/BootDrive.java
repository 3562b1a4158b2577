package org.hilfarm.model.board;

/**
 * The bootloader's drive and what its {@code INFO_UF2.TXT} says.
 *
 * @param label the FAT label, such as {@code RPI-RP2}
 * @param boardId the {@code Board-ID:} line
 * @param model the {@code Model:} line
 * @param namesBoard whether the Board-ID names this board type (on RP2040 every board says RPI-RP2,
 *     so the image's banner and boot_out.txt must prove the type instead)
 */
public record BootDrive(String label, String boardId, String model, boolean namesBoard) {}
