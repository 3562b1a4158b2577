package org.hilfarm.model.board;

/**
 * How a board shows itself on USB in one of its lives (application, bootloader, ROM).
 *
 * @param id vendor and product
 * @param manufacturer the manufacturer string
 * @param product the product string
 */
public record UsbIdentity(UsbId id, String manufacturer, String product) {}
