/** Seeded choices (mulberry32): a run is repeated by its seed, as far as the machine's own timing allows. */
export function seededRandom(seed: number): (from: number, to: number) => number {
  let state = seed >>> 0;
  return (from, to) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return from + (((value ^ (value >>> 14)) >>> 0) / 4_294_967_296) * (to - from);
  };
}
