// The I2C bus of a board: its targets on two pins, for the chip's I2C blocks and for software that moves the pins.
import { BitBangTarget } from './bitbang.mjs';
import { ClockLine } from './clockline.mjs';
import { usesBlock, wireController } from './controller.mjs';
import { I2cTarget } from './target.mjs';

/** Wires `bus` ({sda, scl, targets}, or undefined for none) to a chip. */
export function wireBus({ mcu, pins, clock }, bus, pullUps) {
  if (!bus) return;
  if (pullUps) [bus.sda, bus.scl].forEach((pin) => pins.pullUp(pin));
  const targets = bus.targets.map((target) => new I2cTarget(target));
  const line = new ClockLine(clock, pins, bus.scl);
  mcu.i2c.forEach((block, number) => wireController(block, targets, () => usesBlock(mcu, bus, number), line));
  pins.listen(new BitBangTarget(pins, bus, targets, line).changed);
}
