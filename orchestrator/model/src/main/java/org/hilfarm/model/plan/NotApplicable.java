package org.hilfarm.model.plan;

/**
 * A pair that the farm's own data says cannot apply; it is listed, and not required.
 *
 * @param pair board type and script
 * @param reason why not, in words
 */
public record NotApplicable(Requirement pair, String reason) {}
