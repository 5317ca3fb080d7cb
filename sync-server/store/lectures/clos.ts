import type { CadreClos, Cloture, ClotureEcrite, EtatFige, Part, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import { idCadreClos, idCloture, idEtatFige } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { cumuler } from '#shared/domain/cloture/complement';
import type { ReportApa } from '#shared/domain/ventilation/ventiler';
import { ajouterTous } from '#shared/listes';
import type { Mois } from '#shared/temps/types';
import { type Magasin, type Stocke, sansRev } from '../lire';
import { clesSures, lireSur, plageSure } from '../types';
import type { Perimetre } from './mois';

/** What drawing on caps is told from: a frozen state, or what is counted of one. */
export type EtatConsomme = { usagerId: string; visites: readonly { parts: readonly Part[] }[] };

/** [FI-6] Minutes drawn on each monthly cap of each prise en charge, and the cap as it was frozen. */
export type Consommation = {
  minutes: (usagerId: string, numeroPec: string, mois: Mois) => number;
  plafond: (usagerId: string, numeroPec: string, mois: Mois) => number | undefined;
  ajouter: (etat: EtatConsomme) => void;
  /** The caps that a closing froze. */
  plafonner: (mois: Mois, plafonds: Cloture['plafonds']) => void;
};

const cle = (usagerId: string, numeroPec: string, mois: Mois): string => `${usagerId}\n${numeroPec}\n${mois}`;

export const consommer = (): Consommation => {
  const minutes = new Map<string, number>();
  const plafonds = new Map<string, number>();
  return {
    minutes: (...quoi) => minutes.get(cle(...quoi)) ?? 0,
    plafond: (...quoi) => plafonds.get(cle(...quoi)),
    ajouter: (etat) => {
      for (const part of etat.visites.flatMap((v) => v.parts)) {
        if (part.numeroPec === undefined || part.moisPlafond === undefined) continue;
        const k = cle(etat.usagerId, part.numeroPec, part.moisPlafond);
        minutes.set(k, (minutes.get(k) ?? 0) + part.minutes);
      }
    },
    plafonner: (mois, tous) => {
      for (const [usagerId, siens] of Object.entries(tous))
        for (const [numeroPec, m] of Object.entries(siens)) plafonds.set(cle(usagerId, numeroPec, mois), m);
    },
  };
};

// What a closing froze is read whole, or what asks for it stops: a state that is left out in silence would be hours that nobody
// sees missing.

/** Documents frozen for a month, in order of id. */
export const lireFiges = (m: Magasin, antenne: Antenne, mois: Mois, lire = plageSure): Promise<Stocke<EtatFige>[]> =>
  lire(m, 'fige', { antenne }, { de: `${mois}:`, a: `${mois}:` });

/** [CL-4] What the closing of a month found changed in those closed before, in order of id. */
export const lireComplements = (m: Magasin, antenne: Antenne, mois: Mois): Promise<Stocke<Complement>[]> =>
  plageSure(m, 'complement', { antenne }, { de: `${mois}:`, a: `${mois}:` });

/** A closing's frame, which it once held itself. */
export const lireCadreClos = (
  m: Magasin,
  antenne: Antenne,
  mois: Mois,
  lire: typeof lireSur = lireSur,
): Promise<Stocke<CadreClos> | undefined> => lire(m, 'cadre-clos', idCadreClos(mois), { antenne });

type CadreDe = Pick<CadreClos, 'parametres' | 'financeurs' | 'reportApaDepuis' | 'plafonds' | 'prises'>;

/** What a closing froze beside its visits: in a document of its own, or, of the first closings, within it. */
export const lireCadreDe = async (
  m: Magasin,
  ecrite: ClotureEcrite,
  lire: typeof lireSur = lireSur,
): Promise<CadreDe | undefined> =>
  'plafonds' in ecrite ? (ecrite as Cloture) : lireCadreClos(m, ecrite.antenne, ecrite.mois, lire);

const completer = async (m: Magasin, ecrite: Stocke<ClotureEcrite>): Promise<Stocke<Cloture>> => {
  const cadre = await lireCadreDe(m, ecrite);
  if (!cadre) throw new Error(`cadre de clôture absent : ${ecrite.antenne} ${ecrite.mois}`);
  const { parametres, financeurs, reportApaDepuis, plafonds, prises } = cadre;
  return { ...ecrite, parametres, financeurs, reportApaDepuis, plafonds, ...(prises ? { prises } : {}) };
};

export const lireCloture = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<Stocke<Cloture> | undefined> => {
  const ecrite = await lireSur(m, 'cloture', idCloture(mois), { antenne });
  return ecrite && completer(m, ecrite);
};

/** All that was closed, read once: closings by antenna, their frames and complements when they are asked for. */
export type Passe = {
  clotures: (antenne: Antenne) => readonly Stocke<ClotureEcrite>[];
  cloture: (antenne: Antenne, mois: Mois) => Promise<Cloture | undefined>;
  /** Visits of that month in the complements that were made after its closing, by usager, oldest first. */
  complements: (antenne: Antenne, mois: Mois) => Promise<ReadonlyMap<string, readonly VisiteComplementaire[]>>;
  /** What a closing rectified in those made before it. */
  rectifies: (antenne: Antenne, cloture: ClotureEcrite) => Promise<readonly Complement[]>;
};

const memoriser = <T>(lire: (antenne: Antenne, mois: Mois) => Promise<T>) => {
  const connus = new Map<string, Promise<T>>();
  return (antenne: Antenne, mois: Mois): Promise<T> => {
    const k = `${antenne} ${mois}`;
    const lu = connus.get(k) ?? lire(antenne, mois);
    connus.set(k, lu);
    return lu;
  };
};

export const ouvrirPasse = async (m: Magasin): Promise<Passe> => {
  const clotures = new Map<Antenne, Stocke<ClotureEcrite>[]>();
  for (const antenne of codesAntennes()) {
    const siennes = await plageSure(m, 'cloture', { antenne });
    clotures.set(
      antenne,
      siennes.sort((a, b) => a.numero - b.numero),
    );
  }
  const de = (antenne: Antenne) => clotures.get(antenne) ?? [];
  const trouver = (antenne: Antenne, mois: Mois) => de(antenne).find((c) => c.mois === mois);
  const complementsDe = memoriser((antenne, mois) => lireComplements(m, antenne, mois));
  const rectifies: Passe['rectifies'] = async (antenne, { mois, complements }) =>
    complements?.usagers === 0 ? [] : complementsDe(antenne, mois);
  return {
    clotures: de,
    rectifies,
    cloture: memoriser(async (antenne, mois) => {
      const ecrite = trouver(antenne, mois);
      return ecrite && completer(m, ecrite);
    }),
    complements: async (antenne, mois) => {
      const parUsager = new Map<string, VisiteComplementaire[]>();
      const rang = trouver(antenne, mois)?.numero ?? Number.POSITIVE_INFINITY;
      for (const suivante of de(antenne).filter((c) => c.numero > rang))
        for (const { usagerId, visites } of await rectifies(antenne, suivante)) {
          const siennes = visites.filter((v) => v.moisOrigine === mois);
          if (siennes.length > 0) ajouterTous(parUsager, usagerId, siennes);
        }
      return parUsager;
    },
  };
};

/** Those of some usagers. */
const lireFigesDe = async (
  m: Magasin,
  antenne: Antenne,
  mois: Mois,
  usagers: ReadonlySet<string>,
): Promise<Stocke<EtatFige>[]> => {
  const ids = [...usagers].sort().map((id) => idEtatFige(mois, id));
  return (await clesSures(m, 'fige', ids, { antenne })).flatMap((e) => e ?? []);
};

/**
 * A month that an antenna has closed, as all that left says it: its frozen states with the complements that came after.
 * `usagers`: those alone.
 */
export const lireEtatsPartis = async (
  m: Magasin,
  passe: Passe,
  antenne: Antenne,
  mois: Mois,
  usagers?: ReadonlySet<string>,
): Promise<EtatFige[]> => {
  const complements = await passe.complements(antenne, mois);
  const lus = usagers ? await lireFigesDe(m, antenne, mois, usagers) : await lireFiges(m, antenne, mois);
  const figes = lus.map(sansRev<EtatFige>);
  if (complements.size === 0) return figes;
  const connus = new Set(figes.map((e) => e.usagerId));
  const venus = [...complements.keys()].filter((id) => !connus.has(id) && (usagers?.has(id) ?? true));
  return [...figes, ...venus.map((id) => etatVide(antenne, mois, id))].map((e) => {
    const siens = complements.get(e.usagerId);
    return siens ? { ...e, visites: cumuler(e.visites, siens) } : e;
  });
};

/** Of a usager of whom a closed month has nothing. */
export const etatVide = (antenne: Antenne, mois: Mois, usagerId: string): EtatFige => ({
  _id: idEtatFige(mois, usagerId),
  type: 'fige',
  mois,
  antenne,
  usagerId,
  visites: [] as VisiteFigee[],
  bruts: [],
  prisesEnCharge: [],
});

/** A month's states as they left, their caps, and the antennas where it is still open. Elsewhere than in the antennas asked, of the usagers whom they know alone. */
export const lireEtatsClos = async (
  m: Magasin,
  passe: Passe,
  mois: Mois,
  perimetre?: Pick<Perimetre, 'antennes' | 'connus'>,
): Promise<{ etats: EtatFige[]; plafonds: Cloture['plafonds'][]; ouvertes: Antenne[] }> => {
  const etats: EtatFige[] = [];
  const plafonds: Cloture['plafonds'][] = [];
  const ouvertes: Antenne[] = [];
  for (const antenne of codesAntennes()) {
    const cloture = await passe.cloture(antenne, mois);
    if (cloture) {
      const usagers = perimetre?.antennes.has(antenne) === false ? perimetre.connus : undefined;
      for (const x of await lireEtatsPartis(m, passe, antenne, mois, usagers)) etats.push(x);
      plafonds.push(cloture.plafonds);
    } else ouvertes.push(antenne);
  }
  return { etats, plafonds, ouvertes };
};

export const reportDe =
  (c: Consommation, cadre: Pick<ReportApa, 'depuis' | 'mois' | 'premierMois'>) =>
  (usagerId: string): ReportApa => ({
    ...cadre,
    consommes: (numeroPec, mois) => c.minutes(usagerId, numeroPec, mois),
    plafond: (numeroPec, mois) => c.plafond(usagerId, numeroPec, mois),
  });
