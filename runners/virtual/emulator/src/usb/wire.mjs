// The chip's end of the USB cable: what its device controller offers to a host (RP2040 datasheet 4.1).
// The state is in the controller's own memory: a buffer with AVAILABLE set is the firmware's offer to send or take.

const SIE_CTRL = 0x4c;
const SIE_STATUS = 0x50;
const PULLUP_ENABLE = 1 << 16;
const SUSPENDED = 1 << 4;
const IN_CONTROL = 0x80;
const OUT_CONTROL = 0x84;
const DOUBLE_BUFFERED = 1 << 30;
const ENABLED = 0x80000000;
const PER_BUFFER_INTERRUPT = 1 << 29;
const FULL = 1 << 15;
const STALL = 1 << 11;
const SELECT_FIRST = 1 << 12;
const AVAILABLE = 1 << 10;
const LENGTH = 0x3ff;
const PACKET_NANOS = 50_000;
const DEBOUNCE_NANOS = 20_000_000;
const RECOVERY_NANOS = 10_000_000;
export const ENDPOINTS = 16;
const BUFFER_CONTROLS_END = IN_CONTROL + 8 * ENDPOINTS;

/**
 * Looks after one chip's USB controller for a host with attached(), detached(), ready() (the firmware has seen
 * the bus reset) and service(): move one packet at each endpoint, true when any moved.
 */
export class UsbWire {
  #usb;
  #dpram;
  #host;
  #clock;
  #service;
  #debounce;
  #recovery;
  #pulledUp = false;
  #whole = true;
  #scheduled = false;
  /** Of each buffer control register, the half whose turn it is where an endpoint has two buffers. */
  #turns = new Uint8Array(2 * ENDPOINTS);

  constructor(mcu, host) {
    this.#usb = mcu.usbCtrl;
    this.#dpram = mcu.usbDPRAMView;
    this.#host = host;
    this.#clock = mcu.clock;
    this.#service = mcu.clock.createAlarm(() => this.#run());
    this.#debounce = mcu.clock.createAlarm(() => this.#usb.resetDevice());
    this.#usb.DPRAMUpdated = (offset, value) => this.#offered(offset, value);
    this.#recovery = mcu.clock.createAlarm(() => this.#host.ready());
    this.#usb.onResetReceived = () => this.#recovery.schedule(RECOVERY_NANOS);
    this.#watchRegisters();
  }

  /** The firmware or the host has something new: packets move soon. */
  kick() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#service.schedule(PACKET_NANOS);
  }

  /** An alarm in the chip's time. */
  alarm(callback) {
    return this.#clock.createAlarm(() => callback());
  }

  /** The block goes into reset: the pull-up is off. */
  powerDown() {
    this.#usb.handleSieCtrlWrite(0);
    this.#usb.epStallArm = 0;
    this.#turns.fill(0);
    this.#pull(false);
  }

  /** The data lines are joined or cut; the firmware sees a cut as a suspended bus. */
  join(whole) {
    if (this.#whole === whole) return;
    this.#whole = whole;
    if (!this.#pulledUp) return;
    if (whole) this.#attach();
    else this.#cut();
  }

  sendSetup(packet) {
    this.#usb.epStallArm = 0;
    this.#clear(IN_CONTROL, AVAILABLE | STALL);
    this.#clear(OUT_CONTROL, AVAILABLE | STALL);
    this.#usb.sendSetupPacket(packet);
    this.kick();
  }

  /** The firmware refuses transfers in this direction. */
  stalled(endpoint, out) {
    if (endpoint === 0 && !(this.#usb.epStallArm & (out ? 2 : 1))) return false;
    return (this.#control(endpoint, out) & STALL) !== 0;
  }

  /** A packet the firmware offers, or undefined. */
  takeIn(endpoint) {
    const half = this.#half(endpoint, false);
    if (half < 0) return undefined;
    const control = this.#control(endpoint, false);
    const length = (control >> (16 * half)) & LENGTH;
    const at = this.#buffer(endpoint, false) + 64 * half;
    const packet = this.#usb.rp2040.usbDPRAM.slice(at, at + length);
    this.#set(endpoint, false, control & ~((AVAILABLE | FULL) << (16 * half)));
    this.#done(endpoint, false);
    return packet;
  }

  /** How many bytes the firmware would take now, or -1. */
  room(endpoint) {
    const half = this.#half(endpoint, true);
    return half < 0 ? -1 : (this.#control(endpoint, true) >> (16 * half)) & LENGTH;
  }

  /** Hands over a packet no longer than room(). */
  giveOut(endpoint, packet) {
    const half = this.#half(endpoint, true);
    const shift = 16 * half;
    this.#usb.rp2040.usbDPRAM.set(packet, this.#buffer(endpoint, true) + 64 * half);
    const kept = this.#control(endpoint, true) & ~((AVAILABLE | LENGTH) << shift);
    this.#set(endpoint, true, kept | ((FULL | packet.length) << shift));
    this.#done(endpoint, true);
  }

  /**
   * The firmware wrote to the controller's memory. An endpoint with two buffers uses them in turns, and the select
   * bit begins with the first again (datasheet, "Buffer control"). TinyUSB makes the second available some cycles
   * before the first: a host that took whichever is there would now and then take the second first.
   */
  #offered(offset, value) {
    if (offset >= IN_CONTROL && offset < BUFFER_CONTROLS_END && value & SELECT_FIRST) {
      this.#turns[(offset - IN_CONTROL) >> 2] = 0;
    }
    this.kick();
  }

  #watchRegisters() {
    const write = this.#usb.writeUint32;
    this.#usb.writeUint32 = (offset, value) => {
      if (offset === SIE_STATUS) this.#usb.sieStatus &= ~(this.#usb.rawWriteValue & SUSPENDED);
      write.call(this.#usb, offset, value);
      if (offset === SIE_CTRL) this.#pull((value & PULLUP_ENABLE) !== 0);
    };
  }

  #pull(up) {
    if (up === this.#pulledUp) return;
    this.#pulledUp = up;
    if (!this.#whole) return;
    if (up) this.#attach();
    else this.#detach();
  }

  #attach() {
    this.#host.attached();
    this.#debounce.schedule(DEBOUNCE_NANOS);
  }

  #detach() {
    this.#debounce.cancel();
    this.#recovery.cancel();
    this.#service.cancel();
    this.#scheduled = false;
    this.#host.detached();
  }

  #cut() {
    this.#detach();
    this.#usb.sieStatus |= SUSPENDED;
    this.#usb.sieStatusUpdated();
  }

  #run() {
    this.#scheduled = false;
    if (this.#whole && this.#pulledUp && this.#host.service()) this.kick();
  }

  #control(endpoint, out) {
    return this.#dpram.getUint32((out ? OUT_CONTROL : IN_CONTROL) + 8 * endpoint, true);
  }

  #set(endpoint, out, value) {
    this.#dpram.setUint32((out ? OUT_CONTROL : IN_CONTROL) + 8 * endpoint, value >>> 0, true);
  }

  #clear(register, bits) {
    this.#dpram.setUint32(register, this.#dpram.getUint32(register, true) & ~bits, true);
  }

  #endpointControl(endpoint, out) {
    return this.#dpram.getUint32(8 * endpoint + (out ? 4 : 0), true);
  }

  #buffer(endpoint, out) {
    return endpoint === 0 ? 0x100 : this.#endpointControl(endpoint, out) & 0xffc0;
  }

  #half(endpoint, out) {
    if (endpoint !== 0 && !(this.#endpointControl(endpoint, out) & ENABLED)) return -1;
    const half = this.#isDouble(endpoint, out) ? this.#turns[2 * endpoint + (out ? 1 : 0)] : 0;
    return (this.#control(endpoint, out) >>> (16 * half)) & AVAILABLE ? half : -1;
  }

  #isDouble(endpoint, out) {
    return endpoint !== 0 && (this.#endpointControl(endpoint, out) & DOUBLE_BUFFERED) !== 0;
  }

  #done(endpoint, out) {
    const isDouble = this.#isDouble(endpoint, out);
    if (isDouble) this.#turns[2 * endpoint + (out ? 1 : 0)] ^= 1;
    const both = isDouble && !(this.#endpointControl(endpoint, out) & PER_BUFFER_INTERRUPT);
    if (both && this.#half(endpoint, out) >= 0) return;
    this.#usb.indicateBufferReady(endpoint, out);
  }
}
