package org.hilfarm.virtual.rack;

import java.util.Optional;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.virtual.fault.FaultPlan;

/**
 * How a virtual rack behaves.
 *
 * @param rate how much faster than the wall's time board time runs
 * @param faults what goes wrong
 * @param factoryVersion the version of the demonstration firmware on fresh boards
 * @param emulator plays the chips of emulated boards; needed where a slot holds one
 */
public record VirtualRackOptions(
    double rate, FaultPlan faults, String factoryVersion, Optional<EmulatorProgram> emulator) {
  public VirtualRackOptions {
    if (!(rate > 0 && rate <= 10_000)) {
      throw new IllegalArgumentException("a rate is above 0 and at most 10000, not " + rate);
    }
  }

  /** Board time is wall time, and nothing goes wrong. */
  public static VirtualRackOptions real() {
    return new VirtualRackOptions(1, FaultPlan.none(), "10.0.3", Optional.empty());
  }

  /** The same with time running so many times as fast. */
  public VirtualRackOptions withRate(double times) {
    return new VirtualRackOptions(times, faults, factoryVersion, emulator);
  }

  /** The same with these faults. */
  public VirtualRackOptions withFaults(FaultPlan plan) {
    return new VirtualRackOptions(rate, plan, factoryVersion, emulator);
  }

  /** The same with a program for emulated boards. */
  public VirtualRackOptions withEmulator(EmulatorProgram program) {
    return new VirtualRackOptions(rate, faults, factoryVersion, Optional.of(program));
  }
}
