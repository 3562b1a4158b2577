// A target that holds the clock, as real firmware sees it (CircuitPython: ports/raspberrypi/common-hal/busio/I2C.c waits
// for a second, shared-module/bitbangio/I2C.c as long as it is told).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { booted, repl, run, SKIP } from './support/board.mjs';

const BUSIO = 'i=busio.I2C(board.GP5,board.GP4); i.try_lock()';
const READ = 'i.writeto_then_readfrom(0x76,b"\\xe8",b); print(b[0],"after",round(time.monotonic()-t,1))';
const KNOWN = 'i.writeto_then_readfrom(0x76,b"\\xd0",b); b';

test('a clock held for a while is waited for, and not for ever', { skip: SKIP }, async (t) => {
  const { emulator } = await booted(t);
  const say = (line) => run(emulator, line, 60);
  const stretch = (steps) => say(`i.writeto(0x76,bytes([0xe8,${steps}])); t=time.monotonic(); ${READ}`);
  await repl(emulator);
  await say('import board, busio, bitbangio, time; b=bytearray(1)');

  await say(BUSIO);
  assert.equal(await stretch(5), '5 after 0.1');
  assert.equal(await say(KNOWN), "bytearray(b'X')");
  assert.match(await stretch(250), /\[Errno 116\] ETIMEDOUT$/);
  assert.equal(await say('round(time.monotonic()-t,1)'), '1.0');
  assert.match(await say(`i.deinit(); ${BUSIO}`), /No pull up found on SDA or SCL; check your wiring$/);
  await say('time.sleep(4.5)');
  await say(BUSIO);
  assert.equal(await say(KNOWN), "bytearray(b'X')");

  await say('i.deinit(); i=bitbangio.I2C(board.GP5,board.GP4,timeout=500000); i.try_lock()');
  assert.equal(await stretch(5), '5 after 0.1');
  await say('i.deinit(); i=bitbangio.I2C(board.GP5,board.GP4,timeout=5000); i.try_lock()');
  assert.match(await stretch(128), /TimeoutError: .+ too long$/);
  await say('i.deinit(); time.sleep(3); i=bitbangio.I2C(board.GP5,board.GP4); i.try_lock()');
  assert.equal(await say(KNOWN), "bytearray(b'X')");
});
