// Text for arithmetic: the same results and flags as arithmetic.mjs, on variables.

const CONDITIONS = ['nz===0', 'nz!==0', 'c!==0', 'c===0', 'nz<0', 'nz>=0', 'v!==0', 'v===0', 'c!==0&&nz!==0',
  'c===0||nz===0', '(nz<0)===(v!==0)', '(nz<0)!==(v!==0)', 'nz!==0&&(nz<0)===(v!==0)', 'nz===0||(nz<0)!==(v!==0)'];

export const conditionText = (condition) => CONDITIONS[condition];

const ADD = 't=(a+b)|0;c=((a&b)|((a|b)&~t))>>>31;v=((a^t)&(b^t))>>>31;nz=t;';
const SUBTRACT = 't=(a-b)|0;c=((a&~b)|((a|~b)&~t))>>>31;v=((a^b)&(a^t))>>>31;nz=t;';
const ADD_CARRY = 't=(a+b+c)|0;c=((a&b)|((a|b)&~t))>>>31;v=((a^t)&(b^t))>>>31;nz=t;';

const take = (left, right) => `a=${left};b=${right};`;

/** Shifts by a number. */
export function shift(run, opcode) {
  const to = `r${opcode & 7}_`;
  const from = `r${(opcode >> 3) & 7}_`;
  const by = (opcode >> 6) & 31;
  const kind = opcode >>> 11;
  const last = kind === 0 ? 32 - by : (by - 1) & 31;
  if (kind !== 0 || by !== 0) run.emit(`c=(${from}>>>${last})&1;`);
  if (kind === 0) run.emit(`nz=${to}=${from}<<${by};`);
  else if (kind === 1) run.emit(`nz=${to}=${by === 0 ? '0' : `(${from}>>>${by})|0`};`);
  else run.emit(`nz=${to}=${from}>>${by === 0 ? 31 : by};`);
  return true;
}

/** ADD and SUB of registers and numbers, MOV, CMP, and the sixteen register operations. */
export function alu(run, opcode) {
  const kind = opcode >>> 11;
  if (kind === 8) return operation(run, opcode);
  if (kind === 3) {
    const field = (opcode >> 6) & 7;
    const right = opcode & 0x400 ? `${field}` : `r${field}_`;
    run.emit(`${take(`r${(opcode >> 3) & 7}_`, right)}${opcode & 0x200 ? SUBTRACT : ADD}r${opcode & 7}_=t;`);
    return true;
  }
  const at = `r${(opcode >> 8) & 7}_`;
  const number = `${opcode & 0xff}`;
  if (kind === 4) run.emit(`nz=${at}=${number};`);
  else if (kind === 5) run.emit(take(at, number) + SUBTRACT);
  else run.emit(`${take(at, number)}${kind === 6 ? ADD : SUBTRACT}${at}=t;`);
  return true;
}

function operation(run, opcode) {
  const at = `r${opcode & 7}_`;
  const other = `r${(opcode >> 3) & 7}_`;
  const texts = [
    `nz=${at}=${at}&${other};`,
    `nz=${at}=${at}^${other};`,
    `i=${other}&255;if(i!==0){c=i>32?0:(${at}>>>(32-i))&1;${at}=i>31?0:${at}<<i;}nz=${at};`,
    `i=${other}&255;if(i!==0){c=i>32?0:(${at}>>>(i-1))&1;${at}=i>31?0:(${at}>>>i)|0;}nz=${at};`,
    `i=${other}&255;if(i!==0){c=i>31?${at}>>>31:(${at}>>>(i-1))&1;${at}=${at}>>(i>31?31:i);}nz=${at};`,
    `${take(at, other)}${ADD_CARRY}${at}=t;`,
    `${take(at, `~${other}`)}${ADD_CARRY}${at}=t;`,
    `i=${other}&255;if(i!==0){${at}=(${at}>>>(i&31))|(${at}<<(32-(i&31)));c=${at}>>>31;}nz=${at};`,
    `nz=${at}&${other};`,
    `${take('0', other)}${SUBTRACT}${at}=t;`,
    take(at, other) + SUBTRACT,
    take(at, other) + ADD,
    `nz=${at}=${at}|${other};`,
    `nz=${at}=Math.imul(${at},${other});`,
    `nz=${at}=${at}&~${other};`,
    `nz=${at}=~${other};`,
  ];
  run.emit(texts[(opcode >> 6) & 15]);
  return true;
}

export function compareHigh(run, to, value) {
  run.emit(take(`r${to}_`, value) + SUBTRACT);
  return true;
}

/** MOV and ADD with any register but the program counter as destination. */
export function moveHigh(run, to, value, isAdd) {
  const result = isAdd ? `(r${to}_+${value})|0` : value;
  run.emit(to === 13 ? `r13_=(${result})&~3;` : `r${to}_=${result};`);
  if (to === 14) run.returnsTo = undefined;
  return true;
}
