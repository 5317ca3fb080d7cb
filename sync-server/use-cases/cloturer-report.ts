import type { Cloture, EtatFige } from '#shared/contrats/cloture';
import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import type { Complement } from '#shared/contrats/complement';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import type { ReportApa } from '#shared/domain/ventilation/ventiler';
import type { Mois } from '#shared/temps/types';
import { type AccesMagasin, lirePlage, lireUn, type Stocke } from '../ports/documents';

/** [FI-6] Minutes drawn on each monthly cap of each prise en charge, and the cap as it was frozen. */
export type Consommation = {
  minutes: (usagerId: string, numeroPec: string, mois: Mois) => number;
  plafond: (usagerId: string, numeroPec: string, mois: Mois) => number | undefined;
  ajouter: (etat: EtatFige) => void;
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

/** Documents frozen for a month, in order of id. */
export const lireFiges = (m: AccesMagasin, antenne: Antenne, mois: Mois): Promise<Stocke<EtatFige>[]> =>
  lirePlage(m, baseAntenne(antenne), { debut: `fige:${mois}:`, fin: `fige:${mois};` });

/** [CL-4] What the closing of a month found changed in those closed before, in order of id. */
export const lireComplements = (m: AccesMagasin, antenne: Antenne, mois: Mois): Promise<Stocke<Complement>[]> =>
  lirePlage(m, baseAntenne(antenne), { debut: `complement:${mois}:`, fin: `complement:${mois};` });

export const lireCloture = (m: AccesMagasin, antenne: Antenne, mois: Mois): Promise<Stocke<Cloture> | undefined> =>
  lireUn(m, baseAntenne(antenne), idCloture(mois));

/** A month's frozen states and caps, and the antennas where it is still open. */
export const lireEtatsClos = async (
  m: AccesMagasin,
  mois: Mois,
): Promise<{ etats: EtatFige[]; plafonds: Cloture['plafonds'][]; ouvertes: Antenne[] }> => {
  const etats: EtatFige[] = [];
  const plafonds: Cloture['plafonds'][] = [];
  const ouvertes: Antenne[] = [];
  for (const antenne of CODES_ANTENNES) {
    const cloture = await lireCloture(m, antenne, mois);
    if (cloture) {
      etats.push(...(await lireFiges(m, antenne, mois)));
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
