import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TypeDocument, typeDeId, typesOu } from '#shared/documents/registre';
import { lireCle } from '../../../domaines/exploitation/sauvegarde/coffre/cle';
import { restaurer } from '../../../domaines/exploitation/sauvegarde/restaurer';
import { type MemoireSerie, sauvegarderEnSerie } from '../../../domaines/exploitation/sauvegarde/serie';
import { type Magasin, TOUT } from '../../../store/lire';
import { magasinMemoire } from '../../../store/memoire/memoire';
import type { Grappe } from '../../../store/testing/copies/grappe';
import { coupee, type Journee } from './journee';
import { feuillesDe } from './verite';

const lue = lireCle('5a'.repeat(32));
if (!lue.ok) throw new Error(lue.refus.message);
const cle = lue.valeur;

const PAS_SAUVES: ReadonlySet<string> = new Set<TypeDocument>(typesOu((l) => l.horsSauvegarde === true));

const estSauve = (id: string): boolean => !PAS_SAUVES.has(typeDeId(id) ?? '');

/** By document that stands, its generation: of all that was ever received. */
const recuPar = (grappe: Grappe): Map<string, number> => {
  const etat = new Map<string, number>();
  for (const [base, documents] of feuillesDe(grappe))
    for (const [id, [f]] of documents) if (f && !f.supprime && estSauve(id)) etat.set(`${base} ${id}`, f.n);
  return etat;
};

const rendusPar = async (m: Magasin): Promise<Map<string, number>> => {
  const etat = new Map<string, number>();
  for (const base of await m.bases())
    for (const { id, rev } of await m.plage(base, TOUT, 'sans')) etat.set(`${base} ${id}`, Number.parseInt(rev, 10));
  return etat;
};

/** The day goes on between two databases that are read. */
const pendant = (j: Journee, m: Magasin, vivre: () => Promise<void>): Magasin => ({
  ...m,
  bruts: {
    ...m.bruts,
    changements: (base, depuis) => {
      const l = m.bruts.changements(base, depuis);
      const lots = async function* () {
        if (j.alea.chance(0.2)) await vivre();
        yield* l.lots;
      };
      return { lots: lots(), fin: l.fin };
    },
  },
});

/** `faux`: what was received before it and that it does not give back. */
export type Sauvegarde = { refus: string; faux: string[] } | { faux: string[] };

export type Sauveur = {
  /** Somebody, or the service, makes a backup now: refused with no file, or whole. */
  essayer: (vivre: () => Promise<void>) => Promise<Sauvegarde>;
  fermer: () => Promise<void>;
};

export const ouvrirSauveur = async (j: Journee): Promise<Sauveur> => {
  const racine = await mkdtemp(join(tmpdir(), 'tg-journee-'));
  let memoire: MemoireSerie = {};
  const fichiersDe = async (dossier: string): Promise<string> => (await readdir(dossier)).sort().join(' ');

  /** Read back as on the day when it is needed: into an installation that is new. */
  const relire = async (
    dossier: string,
    avant: ReadonlyMap<string, number>,
    disparus: ReadonlySet<string>,
  ): Promise<string[]> => {
    const neuf = magasinMemoire();
    const p = { magasin: neuf, horloge: j.horloge, dataDir: join(racine, 'neuve'), cle };
    const r = await restaurer(p, { source: dossier, auteur: 'essai' });
    if (!r.ok) return [`ne se restaure pas : ${r.refus.code} ${r.refus.message}`];
    const rendu = await rendusPar(neuf);
    // What was deleted as it was made may be in it, or not, be it made anew since.
    const faux = [...avant].filter(([cle, n]) => (rendu.get(cle) ?? (disparus.has(cle) ? n : 0)) < n);
    return [
      ...(r.valeur.compare ? [] : ['sans inventaire']),
      ...faux.map(([cle]) => `${rendu.has(cle) ? 'ancien' : 'manque'} : ${cle}`),
    ];
  };

  return {
    essayer: async (vivre) => {
      const dossier = join(racine, j.alea.chance(0.6) ? 'serie' : j.numero());
      await mkdir(dossier, { recursive: true });
      // After a restart, the last one is read again.
      if (j.alea.chance(0.3)) memoire = {};
      const [avant, fichiers] = [recuPar(j.grappe), await fichiersDe(dossier)];
      const disparus = new Set<string>();
      const vivreEtVoir = async (): Promise<void> => {
        await vivre();
        const la = recuPar(j.grappe);
        for (const cle of avant.keys()) if (!la.has(cle)) disparus.add(cle);
      };
      const p = {
        magasin: pendant(j, j.alea.chance(0.5) ? j.commande() : j.magasin, vivreEtVoir),
        horloge: j.horloge,
        dataDir: join(racine, 'donnees'),
        cle,
      };
      const r = await sauvegarderEnSerie(p, { dossier, generations: 99 }, memoire).catch(coupee);
      if (typeof r !== 'string' && r.ok) return { faux: await relire(dossier, avant, disparus) };
      const reste = await fichiersDe(dossier);
      return {
        refus: typeof r === 'string' ? r : r.refus.code,
        faux: reste === fichiers ? [] : [`refusée, et un fichier reste : ${reste}`],
      };
    },
    fermer: () => rm(racine, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
};
