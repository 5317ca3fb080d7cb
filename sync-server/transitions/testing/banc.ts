import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, basePointages, idIntervenant } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { epochMs, instantDe } from '#shared/temps/paris';
import { dateCivileSchema, type Instant, instantSchema, type Mois } from '#shared/temps/types';
import { pointage, rattachement as rattachementDe, usager, visite } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import { changer, sansReponse } from '../../store/ecrire';
import { etatVide } from '../../store/lectures/clos';
import { lirePlage, lireUn, type Magasin, plageDuType } from '../../store/lire';
import { preparerBases } from '../../store/preparer-bases';
import { ecrireEnComptant } from '../../store/testing/ecrire-compte';
import { derives } from '../reconstruire';

// For tests of transitions: a store in memory, and a clock that a test moves.

const DATE = dateCivileSchema.parse('1940-05-01');
const VU = instantSchema.parse('2026-09-01T00:00:00Z');

export const intervenant = (id: string, antenne: Antenne): Intervenant => ({
  _id: idIntervenant(id),
  type: 'intervenant',
  id,
  civilite: 'MME',
  nom: 'ESSAI',
  prenom: id,
  antenne,
  codeSvi: '12345',
  dateDebut: DATE,
  vuLe: VU,
});

let numero = 0;
export const rattachement = (n: string, usagerId: string, antenne: Antenne, instant: Instant): Rattachement => {
  const id = `R${++numero}`;
  const date = dateCivileSchema.parse(instant.slice(0, 10));
  return rattachementDe(id, date, { antenne, numero: n, usagerId, instant });
};

/** A month of an usager of EST as its closing told it: the raw hours of these punches. */
export const moisDit = (mois: Mois, usagerId: string, [arrivee, depart]: [string, string]): EtatFige => ({
  ...etatVide('EST', mois, usagerId),
  bruts: [
    {
      ...{ interventionId: arrivee, usagerId, intervenantId: 'I1', statut: 'COMPLETE', source: 'SVI' },
      ...{ idPointageArrivee: arrivee, idPointageDepart: depart },
    },
  ],
});

type Posable = { _id: string; [cle: string]: unknown };

export type BancTransitions = {
  magasin: Magasin;
  /** Moves on by a second at each reading, so that what comes later has a later instant. */
  horloge: () => Instant;
  poser: (base: string, ...docs: Posable[]) => Promise<void>;
  poserAntenne: (a: Antenne, ...docs: Posable[]) => Promise<void>;
  pointer: (...docs: (Pointage | Appel)[]) => Promise<void>;
  /** Deletes it, as another process would. */
  retirer: (base: string, id: string) => Promise<void>;
  interventions: (a: Antenne) => Promise<Intervention[]>;
  verdict: (a: Antenne, c: Correction) => Promise<Verdict | undefined>;
  /** Every derived document of the store, by database and id, revisions left out. */
  derives: () => Promise<Record<string, unknown>>;
  /** The ids of what was derived, the counts of the dashboards left out: any visit makes some. */
  idsDerives: () => Promise<string[]>;
  vider: () => Promise<void>;
  fermer: () => Promise<void>;
};

const sansRev = <T extends { _rev: string }>({ _rev, ...d }: T): Omit<T, '_rev'> => d;

export const ouvrirBancTransitions = async (): Promise<BancTransitions> => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  let maintenant = epochMs(instantSchema.parse('2026-11-25T08:00:00Z'));
  const horloge = (): Instant => {
    maintenant += 1000;
    return instantDe(maintenant);
  };
  const lireDerives = async (): Promise<Record<string, unknown>> => {
    const r: Record<string, unknown> = {};
    for (const { base, type } of derives()) {
      for (const d of await lirePlage<object>(magasin, base, plageDuType(type))) r[`${base} ${d._id}`] = sansRev(d);
    }
    return r;
  };
  await preparerBases(magasin, horloge());
  /** Writes over what is there, as an import does. */
  const poser = async (base: string, ...docs: Posable[]): Promise<void> => {
    for (const d of docs) {
      const ancien = await lireUn<object>(magasin, base, d._id);
      await ecrireEnComptant(magasin, base, [{ ...d, ...(ancien ? { _rev: ancien._rev } : {}) }]);
    }
  };
  return {
    magasin,
    horloge,
    poser,
    poserAntenne: (a, ...docs) => poser(baseAntenne(a), ...docs),
    pointer: async (...docs) => {
      for (const p of docs) await poser(basePointages(p.instant), p);
    },
    retirer: async (base, id) => sansReponse(await changer(magasin, base, id, () => 'supprimer')),
    interventions: async (a) =>
      (await lirePlage<Intervention>(magasin, baseAntenne(a), plageDuType('intervention'))).map(sansRev),
    verdict: (a, c) => lireUn<Verdict>(magasin, baseAntenne(a), c._id.replace('correction:', 'verdict:')),
    derives: lireDerives,
    idsDerives: async () => Object.keys(await lireDerives()).filter((id) => !id.includes(' pilotage-')),
    vider: async () => {
      for (const base of [BASE_CENTRALE, ...basesAntennes(), 'tg-pointages-2026']) {
        await magasin.detruireBase(base);
        await magasin.creerBase(base);
      }
    },
    fermer,
  };
};

/** One visit of `jour` in EST, V1 from eight to nine, punched by I1 at U1's; with whatever else is there before the punches. */
export const ouvrirBancDUneVisite = async (jour: string, ...plus: Posable[]): Promise<BancTransitions> => {
  const banc = await ouvrirBancTransitions();
  const v1 = visite('V1', `${jour} 08:00`, `${jour} 09:00`);
  await banc.poserAntenne('EST', usager('U1'), intervenant('I1', 'EST'), v1, ...plus);
  await banc.pointer(pointage('A', `${jour} 08:00`), pointage('D', `${jour} 09:00`));
  return banc;
};
