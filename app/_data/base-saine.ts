import type { Saisie } from '#shared/contrats/saisie';
import { type Base, ouvrirBase, supprimerBase } from './base';
import { creerDepot, type Depot } from './depot';
import { enAttente } from './etat-depot';
import { mesurerAttente } from './mesures';
import { ecrireLots, lireLots } from './stockage';

const reconstruire = async (base: Base): Promise<Base> => {
  const nom = base.name;
  await base.remove();
  ecrireLots(nom, { jours: 0, dossiers: 0 });
  return ouvrirBase(nom);
};

const pleine = (e: unknown): boolean => e instanceof Error && /QuotaExceeded/.test(`${e.name} ${e.message}`);

/**
 * [CO-6] One that cannot be opened at all, twice (a migration that fails, a base of a version to come), would keep its owner
 * out for ever: it is read again from the server, and what waited comes back from its copy, or is told as lost. A full disk is none of that.
 */
const ouvrirOuRefaire = async (nom: string): Promise<Base> => {
  try {
    return await ouvrirBase(nom).catch(() => ouvrirBase(nom));
  } catch (e) {
    if (pleine(e)) throw e;
    await supprimerBase(nom);
    ecrireLots(nom, { jours: 0, dossiers: 0 });
    return ouvrirBase(nom);
  }
};

/** A damaged or cleared database opens empty, with no error. */
const estVidee = async (base: Base): Promise<boolean> => {
  const attendus = lireLots(base.name);
  const [jours, dossiers] = await Promise.all([base.jours.count().exec(), base.dossiers.count().exec()]);
  return (attendus.jours > 0 && jours === 0) || (attendus.dossiers > 0 && dossiers === 0);
};

/**
 * Opens a database and reads it. One that was emptied, or of which something does not decrypt, is rebuilt whole, its
 * checkpoints with it: the server has all but what waits here. `sauvees`: what waits and could still be read.
 */
export const ouvrirSaine = async (
  nom: string,
  cle: CryptoKey,
  poste: string,
): Promise<{ base: Base; depot: Depot; sauvees: Saisie[] }> => {
  let base = await ouvrirOuRefaire(nom);
  if (await estVidee(base)) base = await reconstruire(base);
  const depot = creerDepot(base, cle);
  const { illisibles } = await mesurerAttente('tg:lire-le-disque', depot.charger);
  if (illisibles === 0) return { base, depot, sauvees: [] };
  const sauvees = enAttente(depot.lire(), poste);
  depot.fermer();
  base = await reconstruire(base);
  const neuf = creerDepot(base, cle);
  await neuf.charger();
  return { base, depot: neuf, sauvees };
};
