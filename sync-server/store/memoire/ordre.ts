const estSurrogat = (u: number): boolean => u >= 0xd800 && u <= 0xdfff;

/** The order of the store: that of UTF-8 bytes, which differs from JavaScript's for what is beyond U+FFFF. */
export const comparerOctets = (a: string, b: string): number => {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (estSurrogat(x) !== estSurrogat(y)) return estSurrogat(x) ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
};

/** First position whose id is not before `id`. */
export const position = (ids: readonly string[], id: string): number => {
  let bas = 0;
  let haut = ids.length;
  while (bas < haut) {
    const milieu = (bas + haut) >>> 1;
    if (comparerOctets(ids[milieu] ?? '', id) < 0) bas = milieu + 1;
    else haut = milieu;
  }
  return bas;
};

/** Two ordered lists as one. */
export const fusionner = (a: readonly string[], b: readonly string[]): string[] => {
  const r: string[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const x = a[i];
    const y = b[j];
    if (x === undefined) return r.concat(b.slice(j));
    if (y === undefined) return r.concat(a.slice(i));
    if (comparerOctets(x, y) <= 0) {
      r.push(x);
      i += 1;
    } else {
      r.push(y);
      j += 1;
    }
  }
};
