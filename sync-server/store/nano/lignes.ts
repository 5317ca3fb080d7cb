// An answer of the store by its lines, as the bytes come: a row of a range is one of them.

const NL = 10;

/** Lines of an answer, by lots, as the bytes come. */
export async function* lignesDe(corps: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let reste: Buffer[] = [];
  for await (const m of corps) {
    const morceau = Buffer.from(m.buffer, m.byteOffset, m.byteLength);
    const fin = morceau.lastIndexOf(NL);
    if (fin < 0) {
      reste.push(morceau);
      continue;
    }
    const texte = Buffer.concat([...reste, morceau.subarray(0, fin)]).toString('utf8');
    reste = [morceau.subarray(fin + 1)];
    yield texte.split('\n');
  }
  const texte = Buffer.concat(reste).toString('utf8');
  if (texte !== '') yield [texte];
}

/** The answer's own end: without it, it was cut. */
export const estFin = (ligne: string): boolean => /^\]\}\s*$/.test(ligne);
