// Loops that only wait. Where every register and flag is as it was one time round before, and nothing was stored, the
// next time round does the same for as long as memory does not change: until the core is next interrupted, or, where the
// timer was looked at, until its next microsecond. Those times round are counted instead of done.

/** What a loop has looked at since it last began: nothing but memory, the timer too, or a block that may answer anew. */
export const ONLY_MEMORY = 0;
export const TIMER = 1;
export const ANYTHING = 2;

/** Text: `before` the loop, and `text` where it begins again. */
export function againText(registers, lines) {
  if (lines.includes('m.store')) return { before: '', text: '' };
  const kept = [...registers.map((index) => `r${index}_`), 'nz', 'c', 'v'];
  const same = kept.map((name) => `${name}===${name}0`).join('&&');
  return {
    before: `let ${kept.map((name) => `${name}0=0`).join(',')},y=-1;m.seen=${ANYTHING};`,
    text: `if(m.seen<${ANYTHING}&&${same})w[19]+=m.timesRound(w[19]-y);`
      + `${kept.map((name) => `${name}0=${name};`).join('')}m.seen=${ONLY_MEMORY};y=w[19];`,
  };
}
