import { open, rename, rm, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Resultat } from '#shared/contrats/commun';
import { lireNomFichier } from '#shared/formats/nom-fichier';
import { epochMs } from '#shared/temps/paris';
import type { DepotDistant, FichierVu } from '../../../ports/depot-distant';
import type { Horloge } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { auRepos, chercherInconnus, direLiens, type Illisible, type Inconnus } from './inconnus';
import { dejaVus, noterVu } from './vus';

export type PortsRapatriement = { magasin: Magasin; horloge: Horloge; source: DepotDistant; depot: string };

/** Beyond, it is none of Millésime's daily files. */
const OCTETS_MAX = 200_000_000;

/** Longer, it could not be written here under a temporary name. */
const NOM_MAX = 240;

/** Ours by its name; a PDF may be that of a RELEVES.csv. A name that is a path would be written elsewhere. */
const estNotre = ({ nom }: FichierVu): boolean =>
  basename(nom) === nom &&
  Buffer.byteLength(nom) <= NOM_MAX &&
  (lireNomFichier(nom).sorte !== 'inconnu' || /\.pdf$/i.test(nom));

/** Whole under its name, as old as it was there, or absent. */
const poser = async (depot: string, vu: FichierVu, octets: Uint8Array): Promise<void> => {
  const temporaire = join(depot, `.${vu.nom}.tmp`);
  try {
    const f = await open(temporaire, 'w', 0o600);
    try {
      await f.writeFile(octets);
      await f.sync();
    } finally {
      await f.close();
    }
    const quand = epochMs(vu.modifieLe) / 1000;
    await utimes(temporaire, quand, quand);
    await rename(temporaire, join(depot, vu.nom));
  } catch (e) {
    await rm(temporaire, { force: true });
    throw e;
  }
};

/**
 * `illisibles`: those that could not be brought, tried again each time. `liens`: those that are never followed. `enRoute`: those that
 * are still being copied there.
 */
export type Rapatries = {
  inconnus: Inconnus;
  illisibles: readonly Illisible[];
  liens: readonly Illisible[];
  enRoute: readonly FichierVu[];
};

const enorme = (vu: FichierVu): string =>
  `${vu.nom} dépasse ${OCTETS_MAX / 1_000_000} Mo : il n’est pas pris. Voyez avec l’exploitant de Millésime ce qu’il contient.`;

/** One file; the answer: why it could not be read. What has grown since it was listed is for the next time. */
const rapatrierUn = async (p: PortsRapatriement, vu: FichierVu): Promise<string | undefined> => {
  if (vu.octets > OCTETS_MAX) return enorme(vu);
  const lu = await p.source.lire('.', vu.nom);
  if (!lu.ok) return lu.refus.message;
  if (lu.valeur.byteLength !== vu.octets) return undefined;
  await poser(p.depot, vu, lu.valeur);
  await noterVu(p, { destination: 'MILLESIME', boite: '.', vu, raison: undefined });
  return undefined;
};

/**
 * Brings into our folder what Millésime laid on its server: each file once, whole or not at all; one that cannot be read holds up
 * none of the others, unless the server has gone. Their folder is theirs: what was brought is known by its name, size and date, and
 * left in place. Cut between the two, it is brought again over itself, before anything is taken. The answer: names that are none of
 * theirs, and what could not be read.
 */
export const rapatrier = async (p: PortsRapatriement): Promise<Resultat<Rapatries>> => {
  const vus = await p.source.lister('.');
  if (!vus.ok) return vus;
  const fichiers = vus.valeur.filter((f) => !f.lien);
  const connus = await dejaVus(p.magasin, 'MILLESIME', '.');
  const maintenant = p.horloge();
  const illisibles: Illisible[] = [];
  for (const vu of fichiers) {
    if (!estNotre(vu) || connus(vu) || !auRepos(vu.modifieLe, maintenant)) continue;
    const raison = await rapatrierUn(p, vu);
    if (raison === undefined) continue;
    // The file's fault, or the server's: away, it would be so for all those that follow.
    const encore = vu.octets > OCTETS_MAX ? vus : await p.source.lister('.');
    if (!encore.ok) return encore;
    illisibles.push({ vu, raison });
  }
  const autres = fichiers.filter((f) => !estNotre(f));
  const enRoute = fichiers.filter((f) => !auRepos(f.modifieLe, maintenant));
  const inconnus = await chercherInconnus(p.magasin, maintenant, '.', enRoute.length > 0 ? [] : autres);
  return { ok: true, valeur: { inconnus, illisibles, liens: direLiens(vus.valeur), enRoute } };
};

/** Those that no report has told yet. */
export const jamaisDits = async (m: Magasin, illisibles: readonly Illisible[]): Promise<readonly Illisible[]> => {
  if (illisibles.length === 0) return illisibles;
  const dits = await dejaVus(m, 'MILLESIME', 'illisible');
  return illisibles.filter((i) => !dits(i.vu));
};

/** Once they have been told. */
export const noterIllisibles = async (
  p: { magasin: Magasin; horloge: Horloge },
  illisibles: readonly Illisible[],
): Promise<void> => {
  for (const { vu, raison } of illisibles)
    await noterVu(p, { destination: 'MILLESIME', boite: 'illisible', vu, raison });
};
