import { ErreurSauvegarde } from './entete';

// What a backup holds, in order: lines that begin by a letter. `B` opens a database, `D` is one document as the store gave it,
// `F` announces a file whose bytes follow, `Z` ends all with the counts.

type OuvertureBase = { base: string };
type AnnonceFichier = { chemin: string; taille: number };

export const ligne = (sorte: 'B' | 'F' | 'Z', valeur: object): Buffer =>
  Buffer.from(`${sorte}${JSON.stringify(valeur)}\n`);
export const lignesDocuments = (documents: readonly string[]): Buffer =>
  Buffer.from(documents.map((d) => `D${d}\n`).join(''));

export type Enregistrement =
  | { sorte: 'base'; base: string }
  | { sorte: 'documents'; base: string; documents: readonly string[] }
  | { sorte: 'fichier'; chemin: string; taille: number }
  | { sorte: 'octets'; octets: Buffer }
  | { sorte: 'fin-fichier' }
  | { sorte: 'fin'; valeur: unknown };

const illisible = (): ErreurSauvegarde =>
  new ErreurSauvegarde('ILLISIBLE', 'Le contenu de cette sauvegarde n’est pas celui attendu : prenez-en une autre.');

const NL = 10;
const LETTRES = { B: 66, D: 68, F: 70, Z: 90 } as const;

/** Records as they come; documents of one base are given by lots, as raw JSON. */
export async function* lireEnregistrements(contenu: AsyncIterable<Buffer>): AsyncGenerator<Enregistrement> {
  let reste: Buffer = Buffer.alloc(0);
  let base: string | undefined;
  /** Bytes of the present file that are still to come. */
  let aLire: number | undefined;
  let fini = false;
  for await (const morceau of contenu) {
    const tampon = reste.length === 0 ? morceau : Buffer.concat([reste, morceau]);
    let debut = 0;
    let documents: string[] = [];
    while (debut < tampon.length) {
      if (fini) throw illisible();
      if (aLire !== undefined) {
        const octets = tampon.subarray(debut, debut + aLire);
        debut += octets.length;
        aLire -= octets.length;
        if (octets.length > 0) yield { sorte: 'octets', octets };
        if (aLire > 0) break;
        aLire = undefined;
        yield { sorte: 'fin-fichier' };
        continue;
      }
      const fin = tampon.indexOf(NL, debut);
      if (fin < 0) break;
      const lettre = tampon[debut];
      const texte = tampon.toString('utf8', debut + 1, fin);
      debut = fin + 1;
      if (lettre === LETTRES.D) {
        if (base === undefined) throw illisible();
        documents.push(texte);
        continue;
      }
      if (documents.length > 0 && base !== undefined) yield { sorte: 'documents', base, documents };
      documents = [];
      if (lettre === LETTRES.B) {
        base = (JSON.parse(texte) as OuvertureBase).base;
        yield { sorte: 'base', base };
      } else if (lettre === LETTRES.F) {
        const f = JSON.parse(texte) as AnnonceFichier;
        yield { sorte: 'fichier', chemin: f.chemin, taille: f.taille };
        if (f.taille > 0) aLire = f.taille;
        else yield { sorte: 'fin-fichier' };
      } else if (lettre === LETTRES.Z) {
        fini = true;
        yield { sorte: 'fin', valeur: JSON.parse(texte) };
      } else throw illisible();
    }
    if (documents.length > 0 && base !== undefined) yield { sorte: 'documents', base, documents };
    reste = debut === tampon.length ? Buffer.alloc(0) : tampon.subarray(debut);
  }
  if (reste.length > 0 || !fini) throw illisible();
}
