import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, basePointages, idVisite } from '#shared/contrats/ids';
import { dateParis, instantDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Alea } from '#shared/testing/alea';
import { pointage, usager } from '#shared/testing/constructeurs';
import { ecrireLot, lirePlage } from '../../sync-server/ports/documents';
import { intervenant } from '../../sync-server/transitions/testing/banc';
import { ANTENNE, type Service } from './service';

const MINUTE = 60_000;
const HEURE = 60 * MINUTE;
const JOUR = 24 * HEURE;

export const PREMIER_JOUR = '2026-11-16' as DateCivile;
export const USAGERS = ['U1', 'U2', 'U3'] as const;
export const AIDES = ['I1', 'I2', 'I3'] as const;
export const PRESTATIONS = ['AD', 'MEN', 'GAR'] as const;
const NUMEROS: Record<string, string> = { U1: '+33199000001', U2: '+33199000002', U3: '+33199000003' };
/** Numbers that no file knows: their punches wait for a manager. */
export const INCONNUS = ['+33199000091', '+33199000092'] as const;

/** What the rest of the service does meanwhile: files of the planning, and the telephone. */
export const creerMonde = (service: Service, alea: Alea) => {
  const base = baseAntenne(ANTENNE);
  let numero = 0;

  const visite = (debut: number): Visite => {
    const id = `V${++numero}`;
    const usagerId = alea.choix(USAGERS);
    return {
      _id: idVisite(dateParis(instantDe(debut)), id),
      type: 'visite',
      id,
      versions: [
        {
          recuLe: service.horloge(),
          usagerId,
          intervenantId: alea.choix(AIDES),
          debut: instantDe(debut),
          fin: instantDe(debut + alea.entier(30, 120) * MINUTE),
          codePrestation: 'AD',
        },
      ],
    };
  };
  const jourDuMonde = Date.parse(`${PREMIER_JOUR}T00:00:00Z`);
  const heure = (jour: number): number => jourDuMonde + jour * JOUR + alea.entier(7 * 4, 17 * 4) * 15 * MINUTE;

  /** An arrival or a departure around `instant`, which the SVI had some time before now. */
  const unPointage = (instant: number) => {
    const inconnu = alea.chance(0.25);
    const usagerId = alea.choix(USAGERS);
    const numeroAppelant = inconnu ? alea.choix(INCONNUS) : (NUMEROS[usagerId] ?? '');
    const { usagerId: _, ...p } = pointage(alea.chance(0.5) ? 'A' : 'D', '2026-11-16 08:00', {
      id: `P${++numero}`,
      instant: instantDe(instant),
      recuLe: service.horloge(),
      numeroAppelant,
      intervenantId: alea.choix(AIDES),
    });
    return inconnu ? p : { ...p, usagerId };
  };
  const pointer = async (...instants: number[]): Promise<void> => {
    const docs = instants.map(unPointage);
    await ecrireLot(service.magasin, basePointages(service.horloge()), docs);
    // The journal forwards what it is not sure to have forwarded: the same punch again is no other punch.
    if (alea.chance(0.2)) await ecrireLot(service.magasin, basePointages(service.horloge()), docs);
  };

  return {
    poser: async (): Promise<void> => {
      const visites = [0, 0, 0, 1, 1, 2].map((j) => visite(heure(j)));
      await ecrireLot(service.magasin, base, [
        ...USAGERS.map((id) => usager(id, { antenne: ANTENNE, telephones: [NUMEROS[id] ?? ''] })),
        ...AIDES.map((id) => intervenant(id, ANTENNE)),
        ...visites,
      ]);
      const [v] = visites;
      if (v) await pointer(...v.versions.flatMap((x) => [Date.parse(x.debut), Date.parse(x.fin)]));
    },
    /** A call now, or one of these last days that arrives late and pairs again what was paired. */
    pointer: (): Promise<void> =>
      pointer(service.temps() - (alea.chance(0.5) ? alea.entier(0, 30) * MINUTE : alea.entier(1, 60) * HEURE)),
    /** A file moves or withdraws a planned visit, or brings one. */
    replanifier: async (): Promise<void> => {
      const connues = await lirePlage<Visite>(service.magasin, base, { debut: 'visite:', fin: 'visite;' });
      const v = alea.parmi(connues);
      const derniere = v?.versions.at(-1);
      if (!v || !derniere || alea.chance(0.3)) {
        await ecrireLot(service.magasin, base, [visite(heure(alea.entier(0, 3)))]);
        return;
      }
      const decale = alea.entier(-90, 90) * MINUTE;
      const deplacer = (i: string): string => {
        const autre = instantDe(Date.parse(i) + decale);
        return autre.slice(0, 10) === i.slice(0, 10) ? autre : i;
      };
      const version = {
        ...derniere,
        recuLe: service.horloge(),
        debut: deplacer(derniere.debut),
        fin: deplacer(derniere.fin),
      };
      await ecrireLot(service.magasin, base, [
        { ...v, versions: [...v.versions, alea.chance(0.2) ? { ...version, retiree: true } : version] },
      ]);
    },
  };
};
