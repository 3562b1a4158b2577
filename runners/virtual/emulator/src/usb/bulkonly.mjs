// Bulk-only transport (USB MSC BOT 1.0): command, data, status, with its stalls, one command at a time.
import { setup } from './control.mjs';
import { unwrapStatus, wrap } from './scsi.mjs';

const CLEAR_FEATURE = 1;
const TO_ENDPOINT = 0x02;
const ENDPOINT_HALT = 0;
const PACKET = 64;
const MAX_WAITING = 4096;

/** More commands wait than a host would ever queue. */
export class DiskOverrun extends Error {}

/** Runs SCSI commands against a drive; each ends with (ok, bytes). */
export class BulkOnly {
  #wire;
  #control;
  #ends;
  #waiting = [];
  #job;
  #tag = 0;

  constructor(wire, control, ends) {
    this.#wire = wire;
    this.#control = control;
    this.#ends = ends;
  }

  get idle() {
    return !this.#job && this.#waiting.length === 0;
  }

  run(command, done = () => {}) {
    if (this.#waiting.length >= MAX_WAITING) throw new DiskOverrun(`${MAX_WAITING} commands wait for the drive`);
    this.#waiting.push({ command, done, got: [], length: 0, sent: 0, stage: 'command' });
    this.#wire.kick();
  }

  /** The same ahead of those waiting: for sense data, which the next command would destroy. */
  runNext(command, done) {
    this.#waiting.unshift({ command, done, got: [], length: 0, sent: 0, stage: 'command' });
    this.#wire.kick();
  }

  service() {
    this.#job ??= this.#waiting.shift();
    const job = this.#job;
    if (!job) return false;
    switch (job.stage) {
      case 'command':
        return this.#send(job, wrap(job.command, ++this.#tag), afterCommand(job.command));
      case 'data out':
        return this.#unlessStalled(true) && this.#send(job, job.command.writes, 'status');
      case 'data in':
        return this.#unlessStalled(false) && this.#receive(job);
      case 'status':
        return this.#unlessStalled(false) && this.#status(job, this.#wire.takeIn(this.#ends.in));
      default:
        return false;
    }
  }

  #send(job, bytes, next) {
    const room = this.#wire.room(this.#ends.out);
    if (room <= 0) return false;
    const packet = bytes.subarray(job.sent, job.sent + Math.min(room, PACKET));
    this.#wire.giveOut(this.#ends.out, packet);
    job.sent += packet.length;
    if (job.sent >= bytes.length) {
      job.sent = 0;
      job.stage = next;
    }
    return true;
  }

  #receive(job) {
    const packet = this.#wire.takeIn(this.#ends.in);
    if (!packet) return false;
    if (job.length === 0 && unwrapStatus(packet)?.tag === this.#tag) return this.#status(job, packet);
    job.got.push(packet);
    job.length += packet.length;
    if (packet.length < PACKET || job.length >= job.command.reads) job.stage = 'status';
    return true;
  }

  #status(job, packet) {
    if (!packet) return false;
    const status = unwrapStatus(packet);
    this.#job = undefined;
    job.done(status?.status === 0 && status.tag === this.#tag, Buffer.concat(job.got));
    return true;
  }

  #unlessStalled(out) {
    const endpoint = out ? this.#ends.out : this.#ends.in;
    if (!this.#wire.stalled(endpoint, out)) return true;
    const job = this.#job;
    job.stage = 'clearing';
    this.#control.request(setup(TO_ENDPOINT, CLEAR_FEATURE, ENDPOINT_HALT, endpoint | (out ? 0 : 0x80), 0),
      undefined, () => {
        job.stage = 'status';
        this.#wire.kick();
      });
    return false;
  }
}

function afterCommand(command) {
  if (command.reads) return 'data in';
  return command.writes?.length ? 'data out' : 'status';
}
