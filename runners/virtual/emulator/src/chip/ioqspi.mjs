// IO_QSPI: the flash pins' control registers (RP2040 datasheet 2.19.6.2). What matters is the CS pin: flash
// routines force it by OUTOVER, and the BOOTSEL button pulls it down while its output is switched off.
import { BasePeripheral } from 'rp2040js';

const SS_CTRL = 0x0c;
const LAST_CTRL = 0x2c;
const NULL_FUNCTION = 0x1f;
const IN_FROM_PAD = 1 << 17;
const IN_TO_PERIPHERAL = 1 << 19;
const FORCED = new Map([[2, 'low'], [3, 'high']]);

/** The six flash pins. Inputs read high: nobody holds BOOTSEL. */
export class IoQspi extends BasePeripheral {
  #selectSignal;
  #registers = new Map();

  constructor(mcu, selectSignal) {
    super(mcu, 'IO_QSPI');
    this.#selectSignal = selectSignal;
  }

  readUint32(offset) {
    if (offset > LAST_CTRL) return this.#registers.get(offset) ?? 0;
    if (offset & 4) return this.#registers.get(offset) ?? NULL_FUNCTION;
    return IN_FROM_PAD | IN_TO_PERIPHERAL;
  }

  writeUint32(offset, value) {
    this.#registers.set(offset, value >>> 0);
    if (offset === SS_CTRL) this.#selectSignal(FORCED.get((value >> 8) & 3) ?? 'auto');
  }
}

/** The pads read high whatever their input switch says, as the pull-up and the flash hold them. */
export function releaseBootsel(mcu) {
  for (const pin of mcu.qspi) Object.defineProperty(pin, 'inputValue', { value: true });
}
