// The chip's I2C blocks with targets behind them. rp2040js's block answers nobody and keeps its state over a reset
// (RP2040 datasheet 4.3): both are mended here.
import { RPI2C } from 'rp2040js';

const TX_EMPTY = 1 << 4;
const IC_ENABLE = 0x6c;
const ENABLED = 1;
const IDLE = 0;
const I2C_FUNCTION = 3;

/**
 * Wires targets to one I2C block. `isWired` tells whether this block's pins are the bus, `line` is its SCL. While that
 * is held low the block waits, however long: giving up is up to the firmware, which then switches the block off.
 */
export function wireController(block, targets, isWired, line) {
  let current;
  const free = line.waiter();
  const find = (address) => (isWired() ? targets.find((target) => target.address === address) : undefined);
  const connect = (address) => {
    current = find(address);
    current?.start();
    block.completeConnect(current !== undefined);
    // An abort empties the queue. rp2040js does not say so, and the SDK would wait for it until its time is over.
    if (!current) block.setInterrupts(TX_EMPTY);
  };
  block.onConnect = (address) => {
    if (isWired()) free.when(() => connect(address));
    else connect(address);
  };
  block.onWriteByte = (value) => {
    current?.write(value);
    block.completeWrite(current !== undefined);
  };
  block.onReadByte = () => {
    line.hold(current?.holdNanos ?? 0);
    free.when(() => block.completeRead(current ? current.read() : 0xff));
  };
  block.onStop = () => {
    current = undefined;
    block.completeStop();
  };
  block.forget = () => {
    free.forget();
    current = undefined;
  };
  forgetsWhenSwitchedOff(block);
}

/** A block that is switched off in the middle of a transfer drops it; rp2040js's would go on with it later. */
function forgetsWhenSwitchedOff(block) {
  const write = block.writeUint32.bind(block);
  block.writeUint32 = (offset, value) => {
    if (offset === IC_ENABLE && !(value & ENABLED) && block.busy) {
      block.forget();
      Object.assign(block, { state: IDLE, busy: false, stop: false, pendingRestart: false });
    }
    write(offset, value);
  };
}

/** The state of a block that just left its reset. */
export function resetController(block) {
  block.forget?.();
  const fresh = new RPI2C(block.rp2040, block.name, block.irq);
  for (const name of Object.keys(fresh)) {
    if (!name.startsWith('on')) block[name] = fresh[name];
  }
  block.checkInterrupts();
}

/** Whether two pins are switched to the I2C block with this number. */
export function usesBlock(mcu, { sda, scl }, number) {
  const blockOf = (pin) => (pin >> 1) & 1;
  return [sda, scl].every((pin) => blockOf(pin) === number && mcu.gpio[pin].functionSelect === I2C_FUNCTION);
}
