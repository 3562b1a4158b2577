// What comes in at a UART: byte by byte in the time that its baud rate takes, while its queue has room.

const MAX_WAITING = 65_536;
const BITS = 10;

/** The receiving side of an rp2040js UART. */
export class UartInput {
  #uart;
  #waiting = [];
  #alarm;
  #running = false;

  constructor(uart, clock) {
    this.#uart = uart;
    this.#alarm = clock.createAlarm(() => this.#next());
  }

  /** Bytes that come in one after the other; dropped where nobody listens, or too many wait. */
  receive(bytes) {
    if (!this.#uart.rxEnabled || this.#waiting.length + bytes.length > MAX_WAITING) return;
    this.#waiting.push(...bytes);
    if (!this.#running) this.#start();
  }

  #start() {
    this.#running = true;
    this.#alarm.schedule((BITS * 1e9) / (this.#uart.baudRate || 115_200));
  }

  #next() {
    this.#running = false;
    if (!this.#uart.rxFIFO.full) this.#uart.feedByte(this.#waiting.shift());
    if (this.#waiting.length) this.#start();
  }
}
