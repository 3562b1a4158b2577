package org.hilfarm.virtual.rack;

import org.hilfarm.virtual.fault.FaultPlan;

/**
 * How a virtual rack behaves.
 *
 * @param rate how much faster than the wall's time board time runs
 * @param faults what goes wrong
 * @param factoryVersion the version of the demonstration firmware on fresh boards
 */
public record VirtualRackOptions(double rate, FaultPlan faults, String factoryVersion) {
  public VirtualRackOptions {
    if (!(rate > 0 && rate <= 10_000)) {
      throw new IllegalArgumentException("a rate is above 0 and at most 10000, not " + rate);
    }
  }

  /** Board time is wall time, and nothing goes wrong. */
  public static VirtualRackOptions real() {
    return new VirtualRackOptions(1, FaultPlan.none(), "10.0.3");
  }

  /** The same with time running so many times as fast. */
  public VirtualRackOptions withRate(double times) {
    return new VirtualRackOptions(times, faults, factoryVersion);
  }

  /** The same with these faults. */
  public VirtualRackOptions withFaults(FaultPlan plan) {
    return new VirtualRackOptions(rate, plan, factoryVersion);
  }
}
