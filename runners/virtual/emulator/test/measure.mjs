// How fast real firmware runs: emulated time and the process' CPU time of a few pieces of work, for README.md.
//   FARM_UF2=FILE node test/measure.mjs [BOARDS]
import fs from 'node:fs';
import { enumerated, flashed, isEndOfDrive, repl, run } from './support/board.mjs';
import { asJson, Emulator } from './support/emulator.mjs';

const TICKS = 100; // of a second: USER_HZ of Linux
const ends = [];
const t = { after: (end) => ends.push(end) };

function cpuSeconds(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

async function measure(what, emulator, work) {
  const [cpu, wall] = [cpuSeconds(emulator.child.pid), performance.now()];
  const emulated = await work();
  const spent = cpuSeconds(emulator.child.pid) - cpu;
  const text = [`CPU ${spent.toFixed(2)} s`, `wall ${((performance.now() - wall) / 1000).toFixed(1)} s`];
  if (emulated !== undefined) text.unshift(`emulated ${emulated.toFixed(2)} s`, `ratio ${(emulated / spent).toFixed(2)}`);
  process.stdout.write(`${what.padEnd(28)} ${text.join('  ')}\n`);
}

const timed = (emulator, work) => async () => {
  const before = emulator.nanos;
  await work();
  return (emulator.nanos - before) / 1e9;
};

async function one() {
  const emulator = new Emulator();
  const configuration = flashed(t);
  const boot = async () => {
    emulator.nanos = 0;
    emulator.powerOn(configuration);
    await enumerated(emulator);
    return emulator.nanos / 1e9;
  };
  await measure('first boot', emulator, boot);
  emulator.frames.length = 0;
  await measure('later boot', emulator, boot);
  await repl(emulator);
  const line = (text) => timed(emulator, () => run(emulator, text, 300));
  await measure('sum, cold', emulator, line('sum(i*i for i in range(60000))'));
  await measure('sum, warm', emulator, line('sum(i*i for i in range(60000))'));
  await run(emulator, 'import board,busio,math; i=busio.I2C(board.GP5,board.GP4); i.try_lock()');
  await measure('floats', emulator, line('sum(math.sin(i)/(i+1.5) for i in range(10000))'));
  await measure('strings', emulator, line('len("".join(str(i) for i in range(8000)))'));
  await measure('I2C scan', emulator, line('len(i.scan())'));
  await measure('200 kB printed', emulator, line('for _ in range(4000): print("x"*49)\r'));
  await measure('two seconds asleep', emulator, line('import time; time.sleep(2)'));
  await measure('3 s at the prompt', emulator, timed(emulator, () => new Promise((done) => setTimeout(done, 3000))));
  await emulator.close();
}

async function many(boards) {
  const emulator = new Emulator();
  await measure(`${boards} boards at once`, emulator, () => Promise.all(Array.from({ length: boards }, async (_, board) => {
    emulator.powerOn(flashed(t), board);
    const { disk } = asJson(await emulator.nextOf('e', 120, board));
    const end = isEndOfDrive(disk);
    await emulator.next('its drive', (frame) => frame.board === board && end(frame), 120);
  })).then(() => undefined));
  await emulator.close();
}

await one();
if (process.argv[2]) await many(Number(process.argv[2]));
ends.forEach((end) => end());
