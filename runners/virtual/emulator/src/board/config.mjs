// Reads a board's configuration: the JSON of a B frame, checked.
import { readRom } from '../rom/given.mjs';
import { ownRom } from '../rom/own.mjs';

/** The configuration cannot be used. */
export class BadConfig extends Error {}

/** {flash, flashBytes, uid: bytes, rom, i2c, pullUps, afterBootsel}. */
export function boardConfig(given) {
  const { flash, flashBytes, uid, bootrom, i2c, pullUps, after } = given;
  check(typeof flash === 'string' && flash.startsWith('/'), 'flash must be an absolute path');
  check(Number.isInteger(Math.log2(flashBytes)) && flashBytes >= 0x10000 && flashBytes <= 0x1000000,
    'flashBytes must be a power of two from 64 KiB to 16 MiB');
  check(typeof uid === 'string' && /^[0-9a-fA-F]{16}$/.test(uid), 'uid must be 16 hexadecimal digits');
  return {
    flash,
    flashBytes,
    uid: Buffer.from(uid, 'hex'),
    rom: bootrom ? readRom(bootrom) : ownRom(),
    i2c: i2c ? i2cConfig(i2c) : undefined,
    pullUps: pullUps !== false,
    afterBootsel: after === 'bootsel',
  };
}

function i2cConfig({ sda, scl, targets }) {
  check(isIn(sda, 29) && isIn(scl, 29), 'i2c.sda and i2c.scl must be pins 0 to 29');
  check(Array.isArray(targets) && targets.length <= 112, 'i2c.targets must be a list');
  for (const target of targets) {
    check(isIn(target.address, 127) && isIn(target.register, 255) && isIn(target.value, 255),
      'an i2c target needs an address to 127 and a register and value to 255');
    check(target.stretch === undefined || isIn(target.stretch, 255), "an i2c target's stretch is a register to 255");
  }
  return { sda, scl, targets };
}

function isIn(value, most) {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function check(good, text) {
  if (!good) throw new BadConfig(`${text} in a board's configuration`);
}
