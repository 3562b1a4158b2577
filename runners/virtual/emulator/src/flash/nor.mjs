// A serial NOR flash chip (Winbond W25Q command set): commands come byte by byte while CS is low.
// Facts: Winbond W25Q16JV data sheet (commands, status bits, page wrap), JEDEC ids.

const READ = 0x03;
const FAST_READ = 0x0b;
const PAGE_PROGRAM = 0x02;
const WRITE_STATUS_1 = 0x01;
const WRITE_STATUS_2 = 0x31;
const READ_STATUS_1 = 0x05;
const READ_STATUS_2 = 0x35;
const WRITE_ENABLE = 0x06;
const WRITE_DISABLE = 0x04;
const ERASE_4K = 0x20;
const ERASE_32K = 0x52;
const ERASE_64K = 0xd8;
const ERASE_CHIP = [0x60, 0xc7];
const JEDEC_ID = 0x9f;
const UNIQUE_ID = 0x4b;

const WRITE_ENABLED = 0x02;
const QUAD_ENABLED = 0x02;
const ERASE_SIZES = new Map([[ERASE_4K, 0x1000], [ERASE_32K, 0x8000], [ERASE_64K, 0x10000]]);
const PAGE = 256;
// Bytes of a command that are kept: no program is longer than its page, and reads do not need theirs.
const COMMAND_LIMIT = 4 + PAGE;

/**
 * The flash chip. `store` has bytes and save(offset, length); `changed(offset, length)` is told of every
 * erase and program. Programming only clears bits, as in silicon.
 */
export class NorFlash {
  #store;
  #changed;
  #uid;
  #status1 = 0;
  #status2 = QUAD_ENABLED;
  #command = [];
  #clocked = 0;

  constructor(store, uid, changed = () => {}) {
    this.#store = store;
    this.#uid = uid;
    this.#changed = changed;
  }

  get bytes() {
    return this.#store.bytes;
  }

  /** One byte clocked in while CS is low; the byte clocked out at the same time. */
  exchange(value) {
    const index = this.#clocked++;
    if (index < COMMAND_LIMIT) this.#command.push(value);
    return index === 0 ? 0 : this.#answer(this.#command[0], index);
  }

  /** CS goes high: what was asked for happens now. */
  deselect() {
    const command = this.#command;
    this.#command = [];
    this.#clocked = 0;
    if (command.length === 0) return;
    this.#carryOut(command[0], command);
  }

  /** Erases whole sectors; both ends rounded outwards to 4 KiB. */
  erase(offset, length) {
    const from = this.#within(offset & ~0xfff);
    const sectors = Math.ceil(((offset & 0xfff) + Math.max(length, 1)) / 0x1000);
    const to = Math.min(from + sectors * 0x1000, this.bytes.length);
    this.bytes.fill(0xff, from, to);
    this.#store.save(from, to - from);
    this.#changed(from, to - from);
  }

  /** Programs bytes at an offset, wrapping in the page as the chip does for page programs. */
  program(offset, data) {
    const from = this.#within(offset);
    const to = Math.min(from + data.length, this.bytes.length);
    for (let at = from; at < to; at++) this.bytes[at] &= data[at - from];
    this.#store.save(from, to - from);
    this.#changed(from, to - from);
  }

  #within(offset) {
    return offset & (this.bytes.length - 1);
  }

  #answer(code, index) {
    switch (code) {
      case READ_STATUS_1:
        return this.#status1;
      case READ_STATUS_2:
        return this.#status2;
      case JEDEC_ID:
        return [0xef, 0x40, Math.log2(this.bytes.length)][(index - 1) % 3];
      case UNIQUE_ID:
        return index < 5 ? 0 : this.#uid[(index - 5) % this.#uid.length];
      case READ:
        return index < 4 ? 0 : this.bytes[this.#within(this.#address() + index - 4)];
      case FAST_READ:
        return index < 5 ? 0 : this.bytes[this.#within(this.#address() + index - 5)];
      default:
        return 0;
    }
  }

  #address(command = this.#command) {
    return (command[1] << 16) | (command[2] << 8) | command[3];
  }

  #carryOut(code, command) {
    if (code === WRITE_ENABLE) this.#status1 |= WRITE_ENABLED;
    else if (code === WRITE_DISABLE) this.#status1 &= ~WRITE_ENABLED;
    else if (this.#status1 & WRITE_ENABLED) this.#change(code, command);
  }

  #change(code, command) {
    if (code === PAGE_PROGRAM && command.length > 4) this.#programPage(command);
    else if (ERASE_SIZES.has(code) && command.length >= 4) {
      const size = ERASE_SIZES.get(code);
      this.erase(this.#address(command) & ~(size - 1), size);
    } else if (ERASE_CHIP.includes(code)) this.erase(0, this.bytes.length);
    else if (code === WRITE_STATUS_1) this.#writeStatus(command);
    else if (code === WRITE_STATUS_2) this.#status2 = command[1] ?? this.#status2;
    else return;
    this.#status1 &= ~WRITE_ENABLED;
  }

  #writeStatus(command) {
    this.#status1 = (command[1] ?? 0) & 0xfc;
    if (command.length > 2) this.#status2 = command[2];
  }

  #programPage(command) {
    const address = this.#address(command);
    const page = address & ~(PAGE - 1);
    const image = new Uint8Array(PAGE).fill(0xff);
    for (let index = 4; index < command.length; index++) {
      image[(address + index - 4) & (PAGE - 1)] = command[index];
    }
    this.program(page, image);
  }
}
