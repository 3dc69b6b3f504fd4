// @ts-check
// Zip files that depend on nothing but their content: same bytes in, same bytes out, whoever makes them and when.
import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day that the format knows. */
const DAY = 0x21;
/** A text flag for UTF-8 names. */
const UTF8 = 0x0800;
const DEFLATED = 8;
/** A plain file that its owner may write and all may read, as Unix says it. */
const MODE = 0o100644 << 16;

/** @typedef {{ name: string, data: Buffer }} Entry */

/** @param {Entry} entry @param {Buffer} packed @returns {Buffer} what the local and the central header have in common */
const common = ({ name, data }, packed) => {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(UTF8, 2);
  header.writeUInt16LE(DEFLATED, 4);
  header.writeUInt16LE(0, 6);
  header.writeUInt16LE(DAY, 8);
  header.writeUInt32LE(crc32(data), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);
  return header;
};

/** @param {number} value */
const uint32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

/** @param {Entry[]} entries @param {number} size @param {number} offset of the central directory */
const end = (entries, size, offset) => {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(entries.length, 8);
  bytes.writeUInt16LE(entries.length, 10);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
};

/**
 * @param {Entry[]} entries their names with forward slashes
 * @returns {Buffer} the zip file, entries sorted by name
 */
export const zip = (entries) => {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = [];
  const directory = [];
  let offset = 0;
  for (const entry of sorted) {
    const packed = deflateRawSync(entry.data, { level: 9 });
    const header = common(entry, packed);
    const name = Buffer.from(entry.name);
    const local = Buffer.concat([uint32(0x04034b50), header, name, packed]);
    // Made by Unix (3), so that the mode counts; no extra field, no comment, one disk.
    const rest = Buffer.concat([Buffer.alloc(6), uint32(MODE), uint32(offset)]);
    directory.push(Buffer.concat([uint32(0x02014b50), Buffer.from([20, 3]), header, rest, name]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...files, central, end(sorted, central.length, offset)]);
};
