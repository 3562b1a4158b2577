package org.hilfarm.drivers.reset;

import org.hilfarm.model.reset.Judgement;

/**
 * The oracle's word on one start.
 *
 * @param judgement whether it is as it should be
 * @param why in words, with what was expected and where that is known from
 */
public record Ruling(Judgement judgement, String why) {}
