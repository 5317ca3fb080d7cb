import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import {
  ID_OUVERTURE,
  type Inventaire,
  idImports,
  idPointages,
  idSaisies,
  SANS_DATE,
  type Somme,
} from '#shared/contrats/inventaire';
import { ligneDuType, type TypeDocument, typeDeId } from '#shared/documents/registre';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { TYPES_COMPTES } from '../../../store/inventaire/sommes';
import { lireIds, type Magasin } from '../../../store/lire';
import { clesSures, lireSur } from '../../../store/types';

/** Of a type, in one database: what files brought (as it stands when it is asked for), what was acknowledged, and what a range shows. */
export type Compte = {
  base: string;
  /** Absent: of the whole service. */
  antenne?: Antenne;
  type: TypeDocument;
  importes: () => Promise<Somme | undefined>;
  notes: readonly string[];
  /** Asked of the store at once, while the rest is read; `encore`: asked again. */
  ids: (encore?: true) => Promise<readonly string[]>;
};
/** `complet`: all that is there was counted as it came; else what has been acknowledged alone is known. */
export type InventaireLu = { mois: Mois; ouverture: Inventaire | undefined; complet: boolean; comptes: Compte[] };

const joursDe = (mois: Mois): string[] => {
  const jours: string[] = [];
  for (let j = premierJour(mois); j <= dernierJour(mois); j = ajouterJours(j, 1)) jours.push(j);
  return jours;
};
const HEURES = Array.from({ length: 24 }, (_, h) => `T${String(h).padStart(2, '0')}`);

/** A month's punches are in the database of its year. */
export const basePointagesDuMois = (mois: Mois): string => `tg-pointages-${mois.slice(0, 4)}`;

const estDate = (type: TypeDocument): boolean => /^<(?:date|instant)>/.test(ligneDuType(type).id);

const lireSommes = async (m: Magasin, base: string, mois: Mois): Promise<Partial<Record<string, Somme>>> => {
  const docs = await clesSures(m, 'inventaire', [idImports(mois), idImports(SANS_DATE)], { base });
  return Object.assign({}, ...docs.map((d) => d?.sommes));
};

const lireBase = async (
  m: Magasin,
  base: string,
  mois: Mois,
  notes: readonly string[],
  antenne?: Antenne,
): Promise<Compte[]> => {
  // What was acknowledged first: what comes meanwhile is then read without being asked for.
  const [notees, sommes] = await Promise.all([clesSures(m, 'inventaire', notes, { base }), lireSommes(m, base, mois)]);
  const actes = notees.flatMap((n) => n?.ids ?? []);
  return TYPES_COMPTES.flatMap((type): Compte[] => {
    const siens = actes.filter((id) => typeDeId(id) === type);
    // Punches are looked for in the visits, be they counted or not.
    const desVisites = type === 'pointage' && base === basePointagesDuMois(mois);
    if (sommes[type] === undefined && siens.length === 0 && !desVisites) return [];
    const plage = estDate(type)
      ? { debut: `${type}:${mois}`, fin: `${type}:${mois}.` }
      : { debut: `${type}:`, fin: `${type};` };
    const lire = () => lireIds(m, base, plage);
    const lus = lire();
    // Who refuses before it weighs anything never asks for them.
    lus.catch(() => undefined);
    let premiere: Somme | undefined | 'dite' = sommes[type];
    return [
      {
        base,
        ...(antenne ? { antenne } : {}),
        type,
        notes: siens,
        ids: (encore) => (encore ? lire() : lus),
        importes: async () => {
          // Asked for again: an import may have ended meanwhile.
          const somme = premiere === 'dite' ? (await lireSommes(m, base, mois))[type] : premiere;
          premiere = 'dite';
          return somme;
        },
      },
    ];
  });
};

/** What was received for a month, and what is there of it: by antenna, and of the whole service. */
export const lireInventaire = async (
  m: Magasin,
  mois: Mois,
  antennes: readonly Antenne[] = CODES_ANTENNES,
): Promise<InventaireLu> => {
  const jours = joursDe(mois);
  const heures = jours.flatMap((j) => HEURES.map((h) => idPointages(`${j}${h}`)));
  const ouverture = await lireSur(m, 'inventaire', ID_OUVERTURE, { base: BASE_CENTRALE });
  const comptes = await Promise.all([
    lireBase(m, basePointagesDuMois(mois), mois, heures),
    lireBase(m, BASE_CENTRALE, mois, []),
    ...antennes.map((a) => lireBase(m, baseAntenne(a), mois, jours.map(idSaisies), a)),
  ]);
  return {
    mois,
    ouverture,
    complet: ouverture?.depuis !== undefined && ouverture.depuis <= mois,
    comptes: comptes.flat(),
  };
};
