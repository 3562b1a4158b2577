package org.hilfarm.model.script;

import java.time.Duration;
import java.util.Optional;

/**
 * What a phase wants measured while the board's USB is cut, by the slot's power meter.
 *
 * @param lowest the name of the lowest current that was held
 * @param highest the name of the highest that was held; empty: not asked
 * @param held board time for which it must have been held
 */
public record CurrentDraw(String lowest, Optional<String> highest, Duration held) {}
