// Real CircuitPython in the emulator.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asJson } from './support/emulator.mjs';
import { Drive } from './support/drive.mjs';
import { booted, enumerated, flashed, repl, run, SKIP, start } from './support/board.mjs';

function save(emulator, code) {
  for (const [lba, bytes] of new Drive(emulator.frames).save('CODE    PY ', code)) emulator.write(lba, bytes);
}

const real = { skip: SKIP, timeout: 90_000 };

test('a UF2 alone boots to its prompt', real, async (t) => {
  const { emulator, description } = await booted(t);
  assert.equal(description.vid, 0x239a);
  assert.equal(description.serial, 'E660583883724A2F');
  assert.deepEqual(description.disk, { blocks: 2049, blockBytes: 512 });
  await repl(emulator);
  assert.equal(await run(emulator, 'print(6*7)'), '42');
  assert.equal(await run(emulator, 'import microcontroller; microcontroller.cpu.reset_reason'),
    'microcontroller.ResetReason.POWER_ON');
});

test('its numbers are those of IEEE arithmetic', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import math');
  assert.equal(await run(emulator, 'print(math.floor(-7.5), int(1e9), 10.0//3, 7.0%2.5, round(2.5), 1/3)'),
    '-8 1000000000 3.0 2.0 2 0.333333');
  assert.equal(await run(emulator, 'print(math.sin(1.5), math.sqrt(2), math.exp(1), math.log(10), math.atan2(1,2))'),
    '0.997495 1.41421 2.71828 2.30258 0.463648');
});

test('a target on the bus answers and an absent one is No such device', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import board,busio');
  await run(emulator, 'i=busio.I2C(board.GP5,board.GP4); i.try_lock()');
  assert.equal(await run(emulator, '[hex(a) for a in i.scan()]'), "['0x76']");
  await run(emulator, 'b=bytearray(1)');
  await run(emulator, 'i.writeto_then_readfrom(0x76,b"\\xd0",b)');
  assert.equal(await run(emulator, 'b[0]'), '88');
  assert.match(await run(emulator, 'i.writeto(0x20,b"x")'), /OSError: \[Errno 19\] No such device$/);
});

test('a watchdog that is not fed resets the chip and says so', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import microcontroller,watchdog,time');
  await run(emulator, 'w=microcontroller.watchdog; w.timeout=1; w.mode=watchdog.WatchDogMode.RESET');
  emulator.type('time.sleep(5)\r');
  assert.deepEqual(asJson(await emulator.nextOf('r', 60)), { cause: 'watchdog' });
  await enumerated(emulator);
  await repl(emulator);
  assert.equal(await run(emulator, 'import microcontroller; microcontroller.cpu.reset_reason'),
    'microcontroller.ResetReason.WATCHDOG');
});

test('a reset by software keeps what is in flash and RUN is told apart', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import microcontroller; microcontroller.nvm[0:3]=b"abc"');
  emulator.type('microcontroller.reset()\r');
  await emulator.nextOf('r', 60);
  await enumerated(emulator);
  await repl(emulator);
  assert.equal(await run(emulator, 'import microcontroller; print(microcontroller.nvm[0:3], microcontroller.cpu.reset_reason)'),
    "bytearray(b'abc') microcontroller.ResetReason.SOFTWARE");
  emulator.send('R');
  assert.deepEqual(asJson(await emulator.nextOf('r', 60)), { cause: 'run' });
  await enumerated(emulator);
  await repl(emulator);
  assert.equal(await run(emulator, 'import microcontroller; microcontroller.cpu.reset_reason'),
    'microcontroller.ResetReason.RESET_PIN');
});

test('a level from outside is what a pin reads, before and after a reset', real, async (t) => {
  const { emulator } = await booted(t);
  const READ = 'import board,digitalio; digitalio.DigitalInOut(board.GP7).value';
  await repl(emulator);
  assert.equal(await run(emulator, READ), 'False');
  emulator.send('Z', Buffer.of(7, 1));
  emulator.send('R');
  await enumerated(emulator);
  await repl(emulator);
  assert.equal(await run(emulator, READ), 'True');
});

test('a counter counts the edges of a pin and nothing else', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import board,countio; c=countio.Counter(board.GP7,edge=countio.Edge.RISE)');
  assert.equal(await run(emulator, 'c.count'), '0');
  for (let edge = 1; edge <= 6; edge++) {
    emulator.send('Z', Buffer.of(7, edge % 2));
    await run(emulator, 'None');
  }
  assert.equal(await run(emulator, 'c.count'), '3');
});

test('UART0 talks both ways', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import board,busio; u=busio.UART(board.GP0,board.GP1,baudrate=115200,timeout=2)');
  const said = emulator.nextOf('o');
  await run(emulator, 'u.write(b"out")');
  assert.equal((await said).payload.toString(), 'out');
  emulator.send('O', Buffer.from('what comes in is more than the queue of the UART holds'));
  assert.equal(await run(emulator, 'u.read(54)'), "b'what comes in is more than the queue of the UART holds'");
});

test('1200 baud and a closed port enter BOOTSEL', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  emulator.send('L', Buffer.from([0xb0, 0x04, 0, 0]));
  emulator.open(false);
  await emulator.nextOf('u', 60);
});

test('a light sleep of a second ends by its alarm', real, async (t) => {
  const { emulator } = await booted(t);
  await repl(emulator);
  await run(emulator, 'import alarm,time');
  assert.match(await run(emulator,
    'alarm.light_sleep_until_alarms(alarm.time.TimeAlarm(monotonic_time=time.monotonic()+1))'), /<TimeAlarm>/);
});

test('a cut data line is a gone device and a joined one comes back', real, async (t) => {
  const { emulator } = await booted(t);
  emulator.send('V', Buffer.of(0));
  await emulator.nextOf('g', 60);
  emulator.send('V', Buffer.of(1));
  await enumerated(emulator);
  await repl(emulator);
});

test('two boards in one process do not disturb each other', real, async (t) => {
  const emulator = start(t);
  emulator.powerOn(flashed(t), 0);
  emulator.powerOn(flashed(t, { uid: 'E660583883724A30' }), 1);
  const [first, second] = await Promise.all([emulator.nextOf('e', 120, 0), emulator.nextOf('e', 120, 1)]);
  assert.equal(asJson(first).serial, 'E660583883724A2F');
  assert.equal(asJson(second).serial, 'E660583883724A30');
  emulator.send('X', undefined, 1);
  await emulator.next('board 1 gone', (one) => one.type === 'g' && one.board === 1);
  await repl(emulator);
  assert.equal(await run(emulator, 'print(1+1)'), '2');
});

test('a file saved on the drive runs, and the board starts it anew', real, async (t) => {
  const { emulator } = await booted(t);
  emulator.open();
  save(emulator, 'print("saved", 6*7)\nwhile True: pass\n');
  const written = await emulator.nextOf('w');
  assert.equal(written.payload[8], 1);
  await emulator.until('saved 42');
});

const SLEEPER = `import time,alarm,supervisor
if alarm.wake_alarm is None:
  alarm.sleep_memory[0:4]=b"nap!"
  print("awake")
  while supervisor.runtime.usb_connected: time.sleep(.05)
  alarm.exit_and_deep_sleep_until_alarms(alarm.time.TimeAlarm(monotonic_time=time.monotonic()+3))
while True:
  print("woke",alarm.wake_alarm,supervisor.runtime.run_reason,bytes(alarm.sleep_memory[0:4]))
  time.sleep(1)
`;

test('a true deep sleep with the data lines cut ends by its alarm and keeps its memory', real, async (t) => {
  const { emulator } = await booted(t);
  emulator.open();
  save(emulator, SLEEPER);
  await emulator.until('awake');
  const cutAt = emulator.nanos;
  emulator.send('V', Buffer.of(0));
  await emulator.nextOf('r');
  assert.ok(emulator.nanos - cutAt > 2.9e9, `slept ${(emulator.nanos - cutAt) / 1e9} s of its own time`);
  emulator.send('V', Buffer.of(1));
  await enumerated(emulator);
  emulator.open();
  await emulator.until("woke <TimeAlarm> supervisor.RunReason.STARTUP b'nap!'");
});
