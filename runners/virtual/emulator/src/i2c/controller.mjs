// The chip's I2C blocks with targets behind them. rp2040js's block answers nobody and keeps its state over a reset
// (RP2040 datasheet 4.3): both are mended here.
import { RPI2C } from 'rp2040js';

const TX_EMPTY = 1 << 4;
const I2C_FUNCTION = 3;

/** Wires targets to one I2C block. `bus` tells whether this block's pins are the bus. */
export function wireController(block, targets, isWired) {
  let current;
  const find = (address) => (isWired() ? targets.find((target) => target.address === address) : undefined);
  block.onConnect = (address) => {
    current = find(address);
    current?.start();
    block.completeConnect(current !== undefined);
    // An abort empties the queue. rp2040js does not say so, and the SDK would wait for it until its time is over.
    if (!current) block.setInterrupts(TX_EMPTY);
  };
  block.onWriteByte = (value) => {
    current?.write(value);
    block.completeWrite(current !== undefined);
  };
  block.onReadByte = () => block.completeRead(current ? current.read() : 0xff);
  block.onStop = () => {
    current = undefined;
    block.completeStop();
  };
}

/** The state of a block that just left its reset. */
export function resetController(block) {
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
