package org.hilfarm.model.board;

import java.util.Optional;

/**
 * The identities of one board, joined: the same board at the same hub port is the application one
 * moment and a bootloader the next.
 *
 * @param application while CircuitPython runs; the only identity whose serial number counts
 * @param bootloader the UF2 bootloader's drive
 * @param bootloaderWithoutDrive a bootloader that offers a serial port only (nRF52840 after a
 *     1200-baud touch)
 * @param rom the chip's own loader (ESP32-S2: ROM download over USB-OTG)
 */
public record UsbIdentities(
    UsbIdentity application,
    UsbIdentity bootloader,
    Optional<UsbIdentity> bootloaderWithoutDrive,
    Optional<UsbIdentity> rom) {}
