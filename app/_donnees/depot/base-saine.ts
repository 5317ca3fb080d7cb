import type { Saisie } from '#shared/contrats/saisie';
import { type Base, lireBase, ouvrirBase, type Rangees, supprimerBase } from '../base/base';
import { pleine } from '../base/disque';
import { mesurerAttente } from '../base/mesures';
import { AUCUN_LOT, type CompteLots, REMPLIES, type Remplie } from '../base/remplies';
import { ecrireLots, lireLots } from '../base/stockage';
import { creerDepot, type Depot } from './depot';
import { enAttente } from './etat-depot';

const reconstruire = async (base: Base): Promise<Base> => {
  const nom = base.name;
  await base.remove();
  ecrireLots(nom, AUCUN_LOT);
  return ouvrirBase(nom);
};

/**
 * [CO-6] One that cannot be opened at all, twice (a migration that fails, a base of a version to come), would keep its owner
 * out for ever: it is read again from the server, and what waited comes back from its copy, or is told as lost. A full disk is none of that, nor too many that are open.
 */
const tropOuvertes = (e: unknown): boolean => e instanceof Error && /\bCOL23\b/.test(e.message);

const ouvrirOuRefaire = async (nom: string): Promise<Base> => {
  try {
    return await ouvrirBase(nom).catch(() => ouvrirBase(nom));
  } catch (e) {
    if (pleine(e) || tropOuvertes(e)) throw e;
    await supprimerBase(nom);
    ecrireLots(nom, AUCUN_LOT);
    return ouvrirBase(nom);
  }
};

/**
 * A damaged or cleared database opens empty, with no error, and its collection's checkpoint is in another: what the server had sent
 * before would never come again. `attendus`: how much each was last seen to hold.
 */
export const videes = async (attendus: CompteLots, lues: Rangees): Promise<Remplie[]> => {
  const toutes = await Promise.all(REMPLIES.map(async (c) => ({ c, vide: (await lues[c]).length === 0 })));
  return toutes.flatMap(({ c, vide }) => (vide && attendus[c] > 0 ? [c] : []));
};

/** A database, and what it holds, sealed. `finir`: whether nothing has changed in it since it was read. */
export type BaseLue = { base: Base; lues: Rangees; lectureMs: number; finir: () => boolean };

const lire = (base: Base): Omit<BaseLue, 'lectureMs'> => {
  let fidele = true;
  const suivis = Object.values(base.collections).map((c) =>
    c.$.subscribe(() => {
      fidele = false;
    }),
  );
  return {
    base,
    lues: lireBase(base),
    finir: () => {
      for (const s of suivis) s.unsubscribe();
      return fidele;
    },
  };
};

/**
 * Opens a database and reads it, sealed: it is done while its password is typed. Nothing is rebuilt there: no one has shown yet
 * that it is theirs.
 */
export const ouvrirEtLire = async (nom: string, ouvrir = ouvrirBase): Promise<BaseLue> => {
  const base = await ouvrir(nom);
  const debut = performance.now();
  const lue = lire(base);
  await Promise.allSettled([lue.lues.jours, lue.lues.dossiers]);
  return { ...lue, lectureMs: performance.now() - debut };
};

/**
 * Opens a database and reads it. One of which something does not decrypt is rebuilt whole, its checkpoints with it: the server has
 * all but what waits here. `sauvees`: what waits and could still be read. `aRelire`: collections that were emptied, each of which
 * the server has to send again from the start, and which the others do without.
 */
export const ouvrirSaine = async (
  nom: string,
  cle: CryptoKey,
  poste: string,
  ouverte?: Promise<BaseLue>,
): Promise<{ base: Base; depot: Depot; sauvees: Saisie[]; aRelire: Remplie[] }> => {
  const lue = (await ouverte?.catch(() => undefined)) ?? (await ouvrirEtLire(nom, ouvrirOuRefaire));
  const aRelire = await videes(lireLots(nom), lue.lues);
  const depot = creerDepot(lue.base, cle);
  // From here on the store follows what changes; what has changed since the reading is read again.
  const lues = lue.finir() ? lue.lues : undefined;
  const { illisibles } = await mesurerAttente('tg:lire-le-disque', () => depot.charger(lues), lue.lectureMs);
  if (illisibles === 0) return { base: lue.base, depot, sauvees: [], aRelire };
  const sauvees = enAttente(depot.lire(), poste);
  depot.fermer();
  const base = await reconstruire(lue.base);
  const neuf = creerDepot(base, cle);
  await neuf.charger();
  return { base, depot: neuf, sauvees, aRelire: [] };
};
