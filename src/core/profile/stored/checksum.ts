/**
 * 32-bit checksum of bytes, word by word. Each step is a bijection of the running value, so that any change within one
 * word changes the result; it guards against broken bytes, not against forgery.
 */
export function checksum32(bytes: Uint8Array): number {
  let h = bytes.length;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) {
    h = step(h, bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24));
  }
  for (let i = whole; i < bytes.length; i++) h = step(h, bytes[i]!);
  return step(h, 0) >>> 0;
}

function step(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1);
  return h ^ (h >>> 15);
}
