import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { localParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** fflate writes local time: one that reads as Paris's wherever it runs. */
const dateZip = (i: Instant): Date => {
  const [annee, mois, jour, h, m, s] = localParis(i)
    .split(/[-T: ]/)
    .map(Number);
  return new Date(annee ?? 2000, (mois ?? 1) - 1, jour, h, m, s);
};

export type EntreeZip = { nom: string; octets: Uint8Array };

/** An archive whose bytes leave as its entries are made; all of them bear the date of the content [CL-2]. */
export async function* zipper(entrees: AsyncIterable<EntreeZip>, instant: Instant): AsyncGenerator<Uint8Array> {
  let attente: Uint8Array[] = [];
  let faute: Error | undefined;
  const zip = new Zip((e, morceau) => {
    if (e) faute = e;
    else attente.push(morceau);
  });
  const prendre = (): Uint8Array[] => {
    if (faute) throw faute;
    const morceaux = attente;
    attente = [];
    return morceaux;
  };
  for await (const { nom, octets } of entrees) {
    // A PDF is deflated already.
    const entree = nom.endsWith('.pdf') ? new ZipPassThrough(nom) : new ZipDeflate(nom, { level: 6 });
    entree.mtime = dateZip(instant);
    zip.add(entree);
    entree.push(octets, true);
    yield* prendre();
  }
  zip.end();
  yield* prendre();
}
