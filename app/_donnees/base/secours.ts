import { enFile } from '../../_commun/enchainer';
import { ouvrir, sceller } from '../chiffrement/chiffrement';
import { dossier } from './fichiers';
import { baseDe, nomCopie } from './noms';
import { ecrireAttente, lireAttente } from './stockage';

// A second copy of what is typed and not yet sent, in an OPFS file, with its count in a third place (localStorage): a damaged
// IndexedDB opens empty with no error, and must be noticed, said and made good.

type Contenu = { lignes: { _id: string }[] };

/** The file is swapped whole when it is closed, so that a crash leaves the former or the new one. */
const ecrireCopie = async (base: string, cle: CryptoKey, lignes: { _id: string }[]): Promise<void> => {
  const racine = await dossier();
  if (!racine) return;
  const poignee = await racine.getFileHandle(nomCopie(base), { create: true });
  const flux = await poignee.createWritable();
  await flux.write(await sceller(cle, { lignes } satisfies Contenu));
  await flux.close();
};

/** Writes the copy and its count; throws where there was no room for either. */
export const ecrireSecours = async (base: string, cle: CryptoKey, lignes: { _id: string }[]): Promise<void> => {
  const [copie] = await Promise.allSettled([ecrireCopie(base, cle, lignes)]);
  // What waits is in the database already: it counts, whether or not its copy could be written.
  const compte = ecrireAttente(base, lignes.length);
  if (copie.status === 'rejected') throw copie.reason;
  if (!compte) throw new Error('le compte de ce qui attend n’a pas eu de place');
};

export const lireSecours = async (base: string, cle: CryptoKey): Promise<{ _id: string }[]> => {
  const racine = await dossier();
  if (!racine) return [];
  try {
    const poignee = await racine.getFileHandle(nomCopie(base));
    const texte = await (await poignee.getFile()).text();
    return texte === '' ? [] : (await ouvrir<Contenu>(cle, texte)).lignes;
  } catch {
    return [];
  }
};

export const copiePresente = async (base: string): Promise<boolean> => {
  const racine = await dossier();
  return (await racine?.getFileHandle(nomCopie(base)).catch(() => undefined)) !== undefined;
};

/** What a copy of nothing takes, whatever seals it: twelve bytes before, sixteen after, in base64. */
const TAILLE_VIDE = 4 * Math.ceil((JSON.stringify({ lignes: [] } satisfies Contenu).length + 28) / 3);

/** Of what nothing opens any more, the size alone says something: whether it is a copy of rows. */
const copieRemplie = async (racine: FileSystemDirectoryHandle, base: string): Promise<boolean> => {
  const fichier = await racine
    .getFileHandle(nomCopie(base))
    .then((p) => p.getFile())
    .catch(() => undefined);
  return fichier !== undefined && fichier.size > TAILLE_VIDE;
};

/**
 * Whether rows may wait in these bases, as far as it can be known without a key: by their counts, by their copies, and where this
 * browser has no place for copies, by the databases.
 */
export const attendPeutEtre = async (bases: readonly string[]): Promise<boolean> => {
  if (bases.some((b) => lireAttente(b) > 0)) return true;
  const racine = await dossier();
  if (!racine) {
    const presentes = await indexedDB.databases().catch(() => []);
    return presentes.some(({ name = '' }) => bases.includes(baseDe(name) ?? ''));
  }
  for (const base of bases) if (await copieRemplie(racine, base)) return true;
  return false;
};

/**
 * What the three places say together: rows to put back (in the copy, not in the base), and how many are nowhere.
 * `connues`: ids of all rows that the base holds, sent or not.
 */
export const confronter = (
  connues: ReadonlySet<string>,
  copie: readonly { _id: string }[],
  compte: number,
  enAttente: number,
): { aRemettre: { _id: string }[]; perdues: number } => {
  const aRemettre = copie.filter((l) => !connues.has(l._id));
  const presentes = enAttente + aRemettre.length;
  // The count may be ahead of the base only by a loss: it is written after both copies.
  const perdues = connues.size === 0 ? Math.max(0, compte - presentes) : 0;
  return { aRemettre, perdues };
};

export const compteAttente = lireAttente;

/**
 * Rewrites the copy where what waits has changed, one writing after the other, the last state last. A full disk refuses the copy, not the
 * row: it is kept, it leaves, and `dire` has it said that it is kept once only.
 */
export const creerCopie = (
  attente: () => readonly { _id: string }[],
  ecrire: (lignes: { _id: string }[]) => Promise<void>,
  dire: (ecrite: boolean) => void,
) => {
  const file = enFile();
  let copiees: string | undefined;
  const copier = async (): Promise<void> => {
    const lignes = [...attente()];
    const cles = lignes.map((l) => l._id).join();
    if (cles === copiees) return;
    const ecrite = await ecrire(lignes).then(
      () => true,
      () => false,
    );
    if (ecrite) copiees = cles;
    dire(ecrite);
  };
  return {
    copier: (): Promise<void> => file(copier),
    /** Once what is being written is. */
    finie: (): Promise<void> => file(() => undefined),
  };
};
