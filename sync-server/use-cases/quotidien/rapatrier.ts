import { open, rename, rm, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Resultat } from '#shared/contrats/commun';
import { lireNomFichier } from '#shared/formats/nom-fichier';
import { epochMs } from '#shared/temps/paris';
import type { DepotDistant, FichierVu } from '../../ports/depot-distant';
import type { AccesMagasin } from '../../ports/documents';
import type { Horloge } from '../../ports/horloge';
import { dejaVus, noterVu } from '../envois/vus';
import { auRepos, chercherInconnus, type Inconnus } from './inconnus';

export type PortsRapatriement = { magasin: AccesMagasin; horloge: Horloge; source: DepotDistant; depot: string };

/** Beyond, it is none of Millésime's daily files. */
const OCTETS_MAX = 500_000_000;

/** Ours by its name; a PDF may be that of a RELEVES.csv. A name that is a path would be written elsewhere. */
const aRapatrier = (f: FichierVu): boolean =>
  basename(f.nom) === f.nom &&
  f.octets <= OCTETS_MAX &&
  (lireNomFichier(f.nom).sorte !== 'inconnu' || /\.pdf$/i.test(f.nom));

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
 * Brings into our folder what Millésime laid on its server: each file once, whole or not at all. Their folder is theirs: what was
 * brought is known by its name, size and date, and left in place. Cut between the two, it is brought again over itself, before
 * anything is taken. The answer: names that are none of theirs.
 */
export const rapatrier = async (p: PortsRapatriement): Promise<Resultat<Inconnus>> => {
  const vus = await p.source.lister('.');
  if (!vus.ok) return vus;
  const connus = await dejaVus(p.magasin, 'MILLESIME', '.');
  const maintenant = p.horloge();
  for (const vu of vus.valeur) {
    if (!aRapatrier(vu) || connus(vu) || !auRepos(vu.modifieLe, maintenant)) continue;
    const lu = await p.source.lire('.', vu.nom);
    if (!lu.ok) return lu;
    // It has grown since it was listed: the next time.
    if (lu.valeur.byteLength !== vu.octets) continue;
    await poser(p.depot, vu, lu.valeur);
    await noterVu(p, { destination: 'MILLESIME', boite: '.', vu, raison: undefined });
  }
  const autres = vus.valeur.filter((f) => !aRapatrier(f));
  const enRoute = vus.valeur.some((f) => !auRepos(f.modifieLe, maintenant));
  return { ok: true, valeur: await chercherInconnus(p.magasin, maintenant, '.', enRoute ? [] : autres) };
};
