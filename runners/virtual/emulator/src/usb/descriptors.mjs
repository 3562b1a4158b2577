// Reads what a device says about itself (USB 2.0, 9.6). A device may say anything: lengths are checked.

const INTERFACE = 4;
const ENDPOINT = 5;
const BULK = 2;
const COMMUNICATION = 2;
const CDC_DATA = 10;
const MASS_STORAGE = 8;
const BULK_ONLY = 0x50;

/** The device descriptor's ids and string numbers, or undefined when it is none. */
export function readDevice(bytes) {
  if (!bytes || bytes.length < 18 || bytes[1] !== 1) return undefined;
  const word = (at) => bytes[at] | (bytes[at + 1] << 8);
  return { vid: word(8), pid: word(10), manufacturer: bytes[14], product: bytes[15], serial: bytes[16] };
}

/** A string descriptor's text; empty when there is none. */
export function readString(bytes) {
  if (!bytes || bytes.length < 2 || bytes[1] !== 3) return '';
  return Buffer.from(bytes).subarray(2, Math.min(bytes[0], bytes.length) & ~1).toString('utf16le');
}

/** The configuration's number and the first serial port and drive in it. */
export function readConfiguration(bytes) {
  const found = { value: bytes[5], cdc: undefined, disk: undefined };
  for (const one of interfaces(bytes)) {
    if (one.class === COMMUNICATION && !found.cdc) found.cdc = { control: one.number };
    else if (one.class === CDC_DATA && found.cdc && found.cdc.in === undefined) Object.assign(found.cdc, bulk(one));
    else if (one.class === MASS_STORAGE && one.protocol === BULK_ONLY && !found.disk) {
      found.disk = { interface: one.number, ...bulk(one) };
    }
  }
  if (found.cdc?.in === undefined) found.cdc = undefined;
  if (found.disk?.in === undefined) found.disk = undefined;
  return found;
}

function interfaces(bytes) {
  const list = [];
  for (let at = 0; at + 1 < bytes.length && bytes[at] >= 2; at += bytes[at]) {
    const descriptor = bytes.subarray(at, at + bytes[at]);
    if (descriptor[1] === INTERFACE && descriptor.length >= 9) {
      list.push({ number: descriptor[2], class: descriptor[5], protocol: descriptor[7], endpoints: [] });
    } else if (descriptor[1] === ENDPOINT && descriptor.length >= 7) {
      list.at(-1)?.endpoints.push({ address: descriptor[2], type: descriptor[3] & 3 });
    }
  }
  return list;
}

function bulk(one) {
  const number = (isIn) => one.endpoints.find((endpoint) =>
    endpoint.type === BULK && Boolean(endpoint.address & 0x80) === isIn)?.address;
  const [input, output] = [number(true), number(false)];
  if (input === undefined || output === undefined) return {};
  return { in: input & 0xf, out: output & 0xf };
}
