import type { Saisie } from '#shared/contrats/saisie';
import { debutEnvoi } from '#shared/replication/fenetre';
import type { DateCivile } from '#shared/temps/types';
import { enFile } from '../../_commun/enchainer';
import { type Base, lireBase, type Rangees, type Scelle } from '../base/base';
import type { Lot } from '../base/lots';
import { lireFenetre } from '../base/stockage';
import { sceller } from '../chiffrement/chiffrement';
import { reprendreOuOuvrir } from '../chiffrement/clairs';
import { type DAutrui, idAutrui, revenues, saisieDAutrui } from './autrui';
import {
  ETAT_VIDE,
  type EtatDepot,
  oterAutrui,
  oterDesLots,
  oterSaisies,
  poserAutrui,
  poserJour,
  poserLots,
  poserRefus,
  poserSaisies,
  poserSuspens,
  type Refusee,
} from './etat-depot';
import { dejaConnu, type Referentiel } from './referentiel';

/** Decrypts what is stored; gives what it changes in memory. */
type Lecture = (scelles: readonly Scelle[], quand?: number) => Promise<(e: EtatDepot) => EtatDepot>;

const clairs = <T>(ouverts: readonly { clair: T }[]): T[] => ouverts.map((o) => o.clair);

export type Depot = {
  lire: () => EtatDepot;
  abonner: (reagir: () => void) => () => void;
  /** Reads the disk, or takes what was read of it; what does not decrypt is counted, and left out. */
  charger: (lues?: Rangees) => Promise<{ illisibles: number }>;
  /** The server says what PCs keep from, to this tab or another. */
  tenirFenetre: (debut: DateCivile) => void;
  ecrireSaisies: (lignes: readonly Saisie[]) => Promise<void>;
  ecrireRefus: (refusees: readonly Refusee[]) => Promise<void>;
  /** Keeps beside the saisies what colleagues typed and the server has no more, until it comes back or is let go. */
  garderAutrui: (siennes: readonly Saisie[]) => Promise<void>;
  laisserAutrui: (auteur: string) => Promise<void>;
  ecrireReferentiel: (r: Referentiel) => Promise<void>;
  fermer: () => void;
};

/** At least so long between two drawings of what is received. */
const PAS_RECU_MS = 400;

/** Decrypts what the base holds into memory, and follows it: own writes, the replication's, and those of other tabs. */
export const creerDepot = (base: Base, cle: CryptoKey): Depot => {
  let etat = ETAT_VIDE;
  const abonnes = new Set<() => void>();
  let annonce = false;
  // A burst of changes is one drawing.
  const annoncer = (): void => {
    if (annonce) return;
    annonce = true;
    queueMicrotask(() => {
      annonce = false;
      for (const a of abonnes) a();
    });
  };
  const poser = (f: (e: EtatDepot) => EtatDepot): void => {
    etat = f(etat);
    annoncer();
  };

  // What the server sends is drawn at once, then not again before a moment: a first sync comes in tens of bursts, and drawing each
  // of them would take from what reads and keeps the next ones.
  let dernier = Number.NEGATIVE_INFINITY;
  let remis: ReturnType<typeof setTimeout> | undefined;
  const montrer = (): void => {
    remis = undefined;
    dernier = Date.now();
    annoncer();
  };
  const poserRecu = (f: (e: EtatDepot) => EtatDepot): void => {
    etat = f(etat);
    remis ??= setTimeout(montrer, Math.max(0, dernier + PAS_RECU_MS - Date.now()));
  };

  const ouvrirTous = async <T extends object>(scelles: readonly Scelle[]): Promise<{ id: string; clair: T }[]> =>
    (
      await Promise.all(
        scelles.map(({ id, d }) =>
          reprendreOuOuvrir<T>(cle, d).then(
            (clair) => [{ id, clair }],
            () => [],
          ),
        ),
      )
    ).flat();

  const lireLots =
    (collection: 'dossiers' | 'decisions'): Lecture =>
    async (scelles) => {
      const lots = await ouvrirTous<Lot>(scelles);
      return (e) => poserLots(oterDesLots(e, collection, lots), clairs(lots));
    };
  const lireSaisies: Lecture = async (scelles) => {
    const saisies = await ouvrirTous<Saisie>(scelles);
    return (e) => poserSaisies(e, clairs(saisies));
  };
  const LIRE: Record<keyof Base['collections'], Lecture> = {
    jours: async (scelles, quand) => {
      const lots = await ouvrirTous<Lot>(scelles);
      return (e) => lots.reduce((x, { id, clair }) => poserJour(x, id, clair, quand), e);
    },
    dossiers: lireLots('dossiers'),
    decisions: lireLots('decisions'),
    suspens: async (scelles) => {
      const lots = await ouvrirTous<Lot>(scelles);
      return (e) => lots.reduce((x, { id, clair }) => poserSuspens(x, id, clair), e);
    },
    saisies: lireSaisies,
    local: async (scelles) => {
      const lus = clairs(await ouvrirTous<Refusee | DAutrui | Referentiel>(scelles));
      const refus = lus.flatMap((l) => ('documentId' in l ? [l] : []));
      const autrui = lus.flatMap((l) => ('autrui' in l ? [l.autrui] : []));
      const referentiel = lus.flatMap((l) => ('documentId' in l || 'autrui' in l ? [] : [l])).at(-1);
      return (e) => ({ ...poserAutrui(poserRefus(e, refus), autrui), ...referentiel });
    },
  };
  const NOMS = Object.keys(LIRE) as (keyof typeof LIRE)[];

  // One burst after the other: a decryption that ends late must not put an older lot over a newer one. A burst is put in
  // memory whole: a first sync brings hundreds of rows, and each change of the memory draws the screen again.
  const recus: { nom: keyof typeof LIRE; scelle: Scelle; retire: boolean }[] = [];
  const vider = async (): Promise<void> => {
    // Of each row, what happened to it last: lost, it may have come back since.
    const rafale = [...new Map(recus.splice(0).map((r) => [`${r.nom} ${r.scelle.id}`, r])).values()];
    const quand = Date.now();
    const partis = (nom: keyof typeof LIRE): string[] =>
      rafale.flatMap((r) => (r.retire && r.nom === nom ? [r.scelle.id] : []));
    const retires = partis('saisies');
    const laissees = partis('local').flatMap((id) => saisieDAutrui(id) ?? []);
    const changements = await Promise.all(
      NOMS.flatMap((nom) => {
        const siens = rafale.flatMap((r) => (r.nom === nom && !r.retire ? [r.scelle] : []));
        return siens.length > 0 ? [LIRE[nom](siens, quand)] : [];
      }),
    );
    if (retires.length > 0) changements.push((e) => oterSaisies(e, retires));
    if (laissees.length > 0) changements.push((e) => oterAutrui(e, laissees));
    if (changements.length > 0) poserRecu((e) => changements.reduce((x, f) => f(x), e));
  };
  const file = enFile();
  const suivis = NOMS.map((nom) =>
    base[nom].$.subscribe((ev) => {
      // Of what is kept as lots, nothing leaves but within its lot; of what is of this PC alone, but what a colleague typed.
      const retire = ev.operation === 'DELETE';
      if (retire && nom !== 'saisies' && nom !== 'local') return;
      recus.push({ nom, scelle: ev.documentData, retire });
      if (recus.length === 1) file(vider).catch(() => undefined);
    }),
  );

  const oublierAutrui = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    await base.local.bulkRemove(ids.map(idAutrui));
    poser((e) => oterAutrui(e, ids));
  };

  // Said with each page.
  const tenirFenetre = (debut: DateCivile): void => {
    if (etat.reponsesDepuis === undefined) poser((e) => ({ ...e, reponsesDepuis: debutEnvoi(debut) }));
  };

  const charger = async (lues: Rangees = lireBase(base)): Promise<{ illisibles: number }> => {
    // What is read first is being decrypted while the rest is read.
    const lireEtOuvrir = async <T extends object>(nom: keyof typeof LIRE) => {
      const scelles = await lues[nom];
      return { scelles, ouverts: await ouvrirTous<T>(scelles) };
    };
    const lectures = await Promise.all([
      lireEtOuvrir<Lot>('jours'),
      lireEtOuvrir<Lot>('dossiers'),
      lireEtOuvrir<Lot>('decisions'),
      lireEtOuvrir<Saisie>('saisies'),
      lireEtOuvrir<Lot>('suspens'),
      lues.local.then(LIRE.local),
    ]);
    const [jour, dossiers, decisions, saisies, suspens, local] = lectures;
    poser(local);
    const fenetre = lireFenetre(base.name);
    if (fenetre) tenirFenetre(fenetre);
    // A change that came while the disk was read is newer than what was read.
    poser((e) => {
      const lus = jour.ouverts.filter(({ id }) => !e.jours.has(id));
      const avecJours = lus.reduce((x, { id, clair }) => poserJour(x, id, clair, undefined), e);
      const recents = suspens.ouverts.filter(({ id }) => !e.suspens.has(id));
      const avecSuspens = recents.reduce((x, { id, clair }) => poserSuspens(x, id, clair), avecJours);
      const lots = clairs([...dossiers.ouverts, ...decisions.ouverts]);
      return { ...poserSaisies(poserLots(avecSuspens, lots), clairs(saisies.ouverts)), pret: true };
    });
    void oublierAutrui(revenues(etat)).catch(() => undefined);
    const lus = [jour, dossiers, decisions, saisies, suspens];
    return { illisibles: lus.reduce((n, l) => n + l.scelles.length - l.ouverts.length, 0) };
  };

  return {
    lire: () => etat,
    abonner: (reagir) => {
      abonnes.add(reagir);
      return () => abonnes.delete(reagir);
    },
    charger,
    tenirFenetre,
    ecrireSaisies: async (lignes) => {
      const scelles = await Promise.all(lignes.map(async (l) => ({ id: l._id, v: 1, d: await sceller(cle, l) })));
      const { error } = await base.saisies.bulkInsert(scelles);
      // 409: the row is already there, which is what was asked for.
      if (error.some((e) => e.status !== 409)) throw new Error('La saisie n’a pas pu être écrite sur ce poste.');
      poser((e) => poserSaisies(e, lignes));
    },
    ecrireRefus: async (liste) => {
      const scelles = await Promise.all(
        liste.map(async (r) => ({ id: `refus:${r.documentId}`, v: 1, d: await sceller(cle, r) })),
      );
      await base.local.bulkUpsert(scelles);
    },
    garderAutrui: async (siennes) => {
      const scelles = await Promise.all(
        siennes.map(async (s) => ({
          id: idAutrui(s._id),
          v: 1,
          d: await sceller(cle, { autrui: s } satisfies DAutrui),
        })),
      );
      await base.local.bulkUpsert(scelles);
    },
    laisserAutrui: (auteur) =>
      oublierAutrui([...etat.autrui.values()].flatMap((s) => (s.auteur === auteur ? [s._id] : []))),
    ecrireReferentiel: async (r) => {
      if (dejaConnu(etat, r)) return;
      await base.local.upsert({ id: 'referentiel', v: 1, d: await sceller(cle, r) });
    },
    fermer: () => {
      clearTimeout(remis);
      for (const s of suivis) s.unsubscribe();
      abonnes.clear();
    },
  };
};
