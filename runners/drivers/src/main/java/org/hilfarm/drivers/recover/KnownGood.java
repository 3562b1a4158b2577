package org.hilfarm.drivers.recover;

import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.model.build.Image;

/**
 * The image that is held to be good on a type of board.
 *
 * @param image which
 * @param file its bytes; asked for only when it is to be written
 */
public record KnownGood(Image image, ImageArrival file) {}
