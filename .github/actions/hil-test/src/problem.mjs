// Exit codes, the same as ./farm's own.
export const PASS = 0;
export const FAILED = 1;
export const USAGE = 2;
export const INFRA = 3;
export const TIMED_OUT = 4;
export const CANCELLED = 130;

/** Something that ends the step, with its exit code. */
export class Problem extends Error {
  constructor(message, code = INFRA, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
