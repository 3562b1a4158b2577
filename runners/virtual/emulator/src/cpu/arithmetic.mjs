// Adding and subtracting with flags, on an array of words (ARMv6-M A2.2.1: AddWithCarry).
import { CARRY, NZ, OVERFLOW } from './state.mjs';

/** left + right, with all flags. */
export function add(words, left, right) {
  const sum = (left + right) | 0;
  words[NZ] = sum;
  words[CARRY] = ((left & right) | ((left | right) & ~sum)) >>> 31;
  words[OVERFLOW] = ((left ^ sum) & (right ^ sum)) >>> 31;
  return sum;
}

/** left - right, with all flags: carry means no borrow. */
export function subtract(words, left, right) {
  const difference = (left - right) | 0;
  words[NZ] = difference;
  words[CARRY] = ((left & ~right) | ((left | ~right) & ~difference)) >>> 31;
  words[OVERFLOW] = ((left ^ right) & (left ^ difference)) >>> 31;
  return difference;
}

function addWithCarry(words, left, right) {
  const sum = (left + right + words[CARRY]) | 0;
  words[NZ] = sum;
  words[CARRY] = ((left & right) | ((left | right) & ~sum)) >>> 31;
  words[OVERFLOW] = ((left ^ sum) & (right ^ sum)) >>> 31;
  return sum;
}

function shiftLeft(words, value, by) {
  if (by === 0) return value;
  words[CARRY] = by > 32 ? 0 : (value >>> (32 - by)) & 1;
  return by > 31 ? 0 : value << by;
}

function shiftRight(words, value, by) {
  if (by === 0) return value;
  words[CARRY] = by > 32 ? 0 : (value >>> (by - 1)) & 1;
  return by > 31 ? 0 : value >>> by;
}

function shiftArithmetic(words, value, by) {
  if (by === 0) return value;
  const places = by > 31 ? 31 : by;
  words[CARRY] = by > 31 ? value >>> 31 : (value >>> (by - 1)) & 1;
  return value >> places;
}

function rotate(words, value, by) {
  if (by === 0) return value;
  const result = (value >>> (by & 31)) | (value << (32 - (by & 31)));
  words[CARRY] = result >>> 31;
  return result;
}

/** The sixteen register operations 010000xxxx (ARMv6-M A5.2.2). */
export function operate(words, opcode) {
  const at = opcode & 7;
  const left = words[at];
  const right = words[(opcode >> 3) & 7];
  switch ((opcode >> 6) & 15) {
    case 0:
      words[NZ] = words[at] = left & right;
      break;
    case 1:
      words[NZ] = words[at] = left ^ right;
      break;
    case 2:
      words[NZ] = words[at] = shiftLeft(words, left, right & 0xff);
      break;
    case 3:
      words[NZ] = words[at] = shiftRight(words, left, right & 0xff);
      break;
    case 4:
      words[NZ] = words[at] = shiftArithmetic(words, left, right & 0xff);
      break;
    case 5:
      words[at] = addWithCarry(words, left, right);
      break;
    case 6:
      words[at] = addWithCarry(words, left, ~right);
      break;
    case 7:
      words[NZ] = words[at] = rotate(words, left, right & 0xff);
      break;
    case 8:
      words[NZ] = left & right;
      break;
    case 9:
      words[at] = subtract(words, 0, right);
      break;
    case 10:
      subtract(words, left, right);
      break;
    case 11:
      add(words, left, right);
      break;
    case 12:
      words[NZ] = words[at] = left | right;
      break;
    case 13:
      words[NZ] = words[at] = Math.imul(left, right);
      break;
    case 14:
      words[NZ] = words[at] = left & ~right;
      break;
    default:
      words[NZ] = words[at] = ~right;
  }
}

/** Whether a branch with this condition is taken (ARMv6-M A7.3). */
export function holds(words, condition) {
  switch (condition) {
    case 0:
      return words[NZ] === 0;
    case 1:
      return words[NZ] !== 0;
    case 2:
      return words[CARRY] !== 0;
    case 3:
      return words[CARRY] === 0;
    case 4:
      return words[NZ] < 0;
    case 5:
      return words[NZ] >= 0;
    case 6:
      return words[OVERFLOW] !== 0;
    case 7:
      return words[OVERFLOW] === 0;
    case 8:
      return words[CARRY] !== 0 && words[NZ] !== 0;
    case 9:
      return words[CARRY] === 0 || words[NZ] === 0;
    case 10:
      return words[NZ] < 0 === (words[OVERFLOW] !== 0);
    case 11:
      return words[NZ] < 0 !== (words[OVERFLOW] !== 0);
    case 12:
      return words[NZ] !== 0 && words[NZ] < 0 === (words[OVERFLOW] !== 0);
    default:
      return words[NZ] === 0 || words[NZ] < 0 !== (words[OVERFLOW] !== 0);
  }
}
