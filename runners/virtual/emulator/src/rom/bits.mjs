// Numbers as registers hold them: floats as u32, doubles as two u32, 64-bit integers as BigInt.

const buffer = new DataView(new ArrayBuffer(8));

export function toFloat(word) {
  buffer.setUint32(0, word >>> 0);
  return buffer.getFloat32(0);
}

export function fromFloat(value) {
  buffer.setFloat32(0, value);
  return buffer.getUint32(0);
}

export function toDouble(low, high) {
  buffer.setUint32(0, high >>> 0);
  buffer.setUint32(4, low >>> 0);
  return buffer.getFloat64(0);
}

/** [low, high] of a double. */
export function fromDouble(value) {
  buffer.setFloat64(0, value);
  return [buffer.getUint32(4), buffer.getUint32(0)];
}

export function toInt64(low, high) {
  return (BigInt(high | 0) << 32n) | BigInt(low >>> 0);
}

export function toUint64(low, high) {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** [low, high] of a 64-bit integer. */
export function from64(value) {
  return [Number(BigInt.asUintN(32, value)), Number(BigInt.asUintN(32, value >> 32n))];
}

/** value * 2^exponent, exact while the result is normal. */
export function scale(value, exponent) {
  const step = Math.max(-1000, Math.min(1000, exponent));
  const scaled = value * 2 ** step;
  return step === exponent ? scaled : scaled * 2 ** Math.max(-1000, Math.min(1000, exponent - step));
}

/** A 64-bit integer as the nearest float, ties to even: straight, without rounding twice by way of a double. */
export function floatOf(value) {
  const size = value < 0n ? -value : value;
  if (size < 1n << 53n) return Math.fround(Number(value));
  // Sticky: what a double cannot hold only says "not exactly half way".
  const dropped = 11n;
  const kept = Number(size >> dropped) + (size & ((1n << dropped) - 1n) ? 0.5 : 0);
  const float = Math.fround(kept * 2 ** Number(dropped));
  return value < 0n ? -float : float;
}

/** Rounds towards minus infinity into a range of integers, as the ROM's conversions do; no number gives 0. */
export function clampFloor(value, least, most) {
  const down = Math.floor(value);
  if (Number.isNaN(down)) return 0;
  return Math.max(least, Math.min(most, down));
}

/** The same for 64 bits. */
export function clampFloor64(value, least, most) {
  const down = Math.floor(value);
  if (Number.isNaN(down)) return 0n;
  if (down >= Number(most)) return most;
  return down <= Number(least) ? least : BigInt(down);
}
