package org.hilfarm.model.report;

import java.util.OptionalLong;

/**
 * A board's heap at one moment, as release firmware can tell it ({@code gc.mem_free()} and {@code
 * gc.mem_alloc()}; {@code micropython.mem_info()} is not on boards: circuitpython {@code
 * py/circuitpy_mpconfig.h}).
 *
 * @param round how often the phase was run before, each time in a new interpreter
 * @param at what the script says of the moment, such as {@code full}; may be empty
 * @param seconds the board's own clock, which goes on through reloads and not through resets
 * @param free bytes; since CircuitPython 9.0 with what the heap may still grow by
 * @param allocated bytes
 * @param largest the largest block that could be had, where the script tried
 */
public record HeapSample(
    int round, String at, double seconds, long free, long allocated, OptionalLong largest) {}
