import '../../app/_donnees/base/zod';
import { type Base, type Collections, ouvrirBase, type Rangees, type Scelle } from '../../app/_donnees/base/base';
import { lireMoitie } from '../../app/_donnees/base/moitie';
import { lireTrousseau } from '../../app/_donnees/base/stockage';
import { ouvrir } from '../../app/_donnees/chiffrement/chiffrement';
import { ouvrirParMotDePasse } from '../../app/_donnees/chiffrement/cles';
import { creerDepot } from '../../app/_donnees/depot/depot';
import { lignesDe, oublierLignes } from '../../app/_donnees/depot/plier';
import type { DateCivile, Instant } from '../../shared/temps/types';

// Runs in a page of the extranet where the application is not: its own modules open the base that it has filled, read some dates of
// it, decrypt them and fold them into the lines of the grid.

export type Plage = { de: DateCivile; a: DateCivile };
export type Demande = {
  base: string;
  identifiant: string;
  motDePasse: string;
  plage: Plage;
  essais: number;
  maintenant: Instant;
};
export type Lecture = {
  visites: number;
  /** Milliseconds of each try, in a memory that holds nothing; of the floor, in turn. */
  ms: number[];
  plancherMs: number[];
};

declare global {
  interface Window {
    lireDuDisque: (d: Demande) => Promise<Lecture>;
  }
}

type Collection = keyof Collections;
type Bornes = readonly [string, string];
const COLLECTIONS: readonly Collection[] = ['jours', 'dossiers', 'saisies', 'decisions', 'suspens', 'local'];
/** Ids of what lines of these dates are made of: what has a date, by it; the files of the antenna's people, whole. */
const bornes = (nom: Collection, { de, a }: Plage): Bornes => {
  if (nom === 'dossiers' || nom === 'local') return ['', '\uffff'];
  const prefixe = nom === 'saisies' ? 'correction:' : '';
  return [`${prefixe}${de}`, `${prefixe}${a}\uffff`];
};

type Table = { where: (champ: string) => { between: (...b: Bornes) => { toArray: () => Promise<Scelle[]> } } };
const lireRangees = async (base: Base, nom: Collection, p: Plage): Promise<Scelle[]> => {
  const { dexieTable } = (await base[nom].storageInstance.internals) as unknown as { dexieTable: Table };
  return dexieTable
    .where('id')
    .between(...bornes(nom, p))
    .toArray();
};
const lireDates = (base: Base, p: Plage): Rangees =>
  Object.fromEntries(COLLECTIONS.map((nom) => [nom, lireRangees(base, nom, p)])) as Rangees;

const promettre = <T>(d: IDBRequest<T>): Promise<T> =>
  new Promise((suite, echec) => {
    d.onsuccess = () => suite(d.result);
    d.onerror = () => echec(d.error);
  });

/** The tables of the base, opened by the browser's own means. */
const ouvrirTables = async (base: string): Promise<{ nom: Collection; idb: IDBDatabase }[]> => {
  const noms = (await indexedDB.databases()).map((b) => b.name ?? '');
  return Promise.all(
    COLLECTIONS.map(async (nom) => {
      const table = noms.find((n) => n.startsWith(`rxdb-dexie-${base}--`) && n.endsWith(`--${nom}`));
      if (!table) throw new Error(`pas de table ${nom}`);
      return { nom, idb: await promettre(indexedDB.open(table)) };
    }),
  );
};

const chronometrer = async <T>(travail: () => Promise<T>): Promise<{ ms: number; valeur: T }> => {
  const debut = performance.now();
  const valeur = await travail();
  return { ms: performance.now() - debut, valeur };
};

window.lireDuDisque = async ({ base: nom, identifiant, motDePasse, plage, essais, maintenant }) => {
  const trousseau = lireTrousseau(identifiant);
  const cle = trousseau && (await ouvrirParMotDePasse(trousseau, motDePasse, await lireMoitie(identifiant)));
  if (!cle) throw new Error(`rien n’est gardé pour ${identifiant}`);
  const base = await ouvrirBase(nom);
  const tables = await ouvrirTables(nom);

  const lire = async (): Promise<{ ms: number; valeur: number }> => {
    oublierLignes();
    const depot = creerDepot(base, cle);
    const mesure = await chronometrer(async () => {
      const { illisibles } = await depot.charger(lireDates(base, plage));
      if (illisibles > 0) throw new Error(`${illisibles} illisibles`);
      return lignesDe(depot.lire(), plage.de, plage.a, maintenant).length;
    });
    depot.fermer();
    return mesure;
  };
  const lirePlancher = async (): Promise<void> => {
    const lues = await Promise.all(
      tables.map(({ nom, idb }) => {
        const table = idb.transaction('docs').objectStore('docs');
        return promettre<Scelle[]>(table.getAll(IDBKeyRange.bound(...bornes(nom, plage))));
      }),
    );
    await Promise.all(lues.flat().map(({ d }) => ouvrir(cle, d)));
  };

  const lecture: Lecture = { visites: 0, ms: [], plancherMs: [] };
  for (let i = 0; i < essais; i++) {
    const { ms, valeur } = await lire();
    lecture.visites = valeur;
    lecture.ms.push(ms);
    lecture.plancherMs.push((await chronometrer(lirePlancher)).ms);
  }
  for (const { idb } of tables) idb.close();
  await base.close();
  return lecture;
};
