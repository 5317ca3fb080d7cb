import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usager } from '../../contrats/dossiers/dossiers';
import type { Minutes, Mois } from '../../temps/types';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  financeur,
  jour,
  paris,
  pec,
  pointage,
  usager,
  visite,
} from '../../testing/constructeurs';
import { indexerCorrections } from '../intervention/cibles';
import { retenir } from '../intervention/retenir';
import type { CorrectionSuivie } from '../types';
import { tableFinanceurs } from '../ventilation/financeurs';
import { antenneAu } from './antenne';
import { figerMois, partagerRetenues } from './figer';

const t = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA', { tolerance: 5 as Minutes }),
  financeur('ASL', 'ASL_PA', { pas: 15 as Minutes }),
]);
if (!t.ok) throw new Error(t.refus.message);
const mois = '2026-10' as Mois;

const figer = (
  is: ReturnType<typeof apparier>,
  usagers: Usager[],
  corrections: CorrectionSuivie[] = [],
  antenne: 'EST' | 'SUD' = 'EST',
  figees?: Parameters<typeof figerMois>[0]['figees'],
) => {
  const de = indexerCorrections(corrections);
  return figerMois({
    mois,
    antenne,
    retenues: is.map((i) => retenir(i, de(i), contexte())),
    usager: (id) => usagers.find((u) => u.id === id),
    nomIntervenant: (id) => id,
    financeurs: t.valeur,
    report: () => ({ depuis: '2024-05' as Mois, mois: 5, premierMois: mois, consommes: () => 0 }),
    figees,
  });
};
/** `qui` was visited, in the antenna `brute`; a correction gave the visit to `vers`; `recueillie`: another antenna gives its raw hours. */
const ANTENNES = ['EST', 'SUD', 'CENTRE'] as const;
type Une = { qui: number; jour: number; brute: number; vers: number | undefined; recueillie: boolean };
const uneVisite: fc.Arbitrary<Une> = fc.record({
  qui: fc.nat(3),
  jour: fc.integer({ min: 1, max: 28 }),
  brute: fc.nat(2),
  vers: fc.option(fc.nat(3), { nil: undefined }),
  recueillie: fc.boolean(),
});

const aller = (local: string, retour: string, plus = {}) => [pointage('A', local, plus), pointage('D', retour, plus)];

describe('figer un mois', () => {
  it('[CL-3] les heures faites, brutes et corrigées, arrondies et ventilées', () => {
    const [f] = figer(
      apparier({
        pointages: aller('2026-10-01 08:31', '2026-10-01 09:28'),
        visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
      }),
      [usager('U1', { prisesEnCharge: [pec('P', 'APA')] })],
    );
    expect(f?.visites.map((v) => [v.duree, v.parts])).toEqual([
      [60, [{ numeroPec: 'P', codeFinanceur: 'APA', minutes: 60, moisPlafond: mois }]],
    ]);
    expect(f?.bruts.map((b) => b.statut)).toEqual(['COMPLETE']);
  });

  it('[CL-1] mois du début retenu pour les heures faites, de l’arrivée brute pour BRUT', () => {
    const is = apparier({ pointages: aller('2026-10-31 23:50', '2026-11-01 00:20') });
    const c = correction('HORAIRE', {
      cible: { genre: 'POINTAGE', id: 'A-2026-10-31 23:50' },
      debut: paris('2026-11-01 00:01'),
      instant: paris('2026-11-02 10:00'),
    });
    expect(figer(is, [usager('U1')])[0]?.visites).toHaveLength(1);
    const [f] = figer(is, [usager('U1')], [acceptee(c)]);
    expect([f?.visites.length, f?.bruts.length]).toEqual([0, 1]);
  });

  it('[CL-1] un usager qui change d’antenne : chacune a ses visites, le plafond est commun', () => {
    const u = usager('U1', {
      antennes: [
        { antenne: 'EST', depuis: jour('0001-01-01') },
        { antenne: 'SUD', depuis: jour('2026-10-10') },
      ],
      prisesEnCharge: [pec('P', 'APA', { minutesMax: 90 as Minutes })],
    });
    const is = apparier({
      antenneAu: (d) => antenneAu(u, d),
      pointages: [...aller('2026-10-09 08:00', '2026-10-09 09:00'), ...aller('2026-10-10 08:00', '2026-10-10 09:00')],
    });
    const minutes = (a: 'EST' | 'SUD') =>
      figer(is, [u], [], a).flatMap((f) =>
        f.visites.flatMap((v) => v.parts.map((p) => `${p.codeFinanceur}:${p.minutes}`)),
      );
    expect([minutes('EST'), minutes('SUD')]).toEqual([['APA:60'], ['APA:30', 'PROPRE:30']]);
  });

  it('[FI-4] [CL-4] une visite qui quitte par ses heures l’antenne qui l’avait close est ventilée pour ce qu’elle dure maintenant', () => {
    const u = usager('U1', {
      antennes: [
        { antenne: 'EST', depuis: jour('0001-01-01') },
        { antenne: 'SUD', depuis: jour('2026-10-10') },
      ],
      prisesEnCharge: [pec('P', 'APA', { minutesMax: 300 as Minutes })],
    });
    const is = apparier({
      antenneAu: (d) => antenneAu(u, d),
      pointages: [...aller('2026-10-08 08:00', '2026-10-08 11:00'), ...aller('2026-10-09 08:00', '2026-10-09 10:00')],
    });
    const deplacee = correction('HORAIRE', {
      cible: { genre: 'POINTAGE', id: 'A-2026-10-09 08:00' },
      debut: paris('2026-10-12 08:00'),
      fin: paris('2026-10-12 11:00'),
      instant: paris('2026-11-02 10:00'),
    });
    const closes = new Map(
      figer(is, [u]).flatMap((f) => f.visites.map((v) => [`${v.usagerId} ${v.interventionId}`, v.parts] as const)),
    );
    expect([...closes.values()].flat().map((p) => p.minutes)).toEqual([180, 120]);
    const f = figer(is, [u], [acceptee(deplacee)], 'SUD', (usagerId, id) => closes.get(`${usagerId} ${id}`));
    // What EST keeps has drawn its three hours.
    expect(f.flatMap((e) => e.visites.flatMap((v) => v.parts.map((p) => `${p.codeFinanceur}:${p.minutes}`)))).toEqual([
      'APA:120',
      'PROPRE:60',
    ]);
  });

  it('[CO-1] DONNEES : l’heure faite va à l’usager retenu, la brute reste à l’usager brut', () => {
    const c = correction('DONNEES', {
      cible: { genre: 'POINTAGE', id: 'A-2026-10-01 08:00' },
      usagerId: 'U2',
      motif: 'ERREUR_PLANNING',
    });
    const f = figer(
      apparier({ pointages: aller('2026-10-01 08:00', '2026-10-01 09:00') }),
      [usager('U1'), usager('U2')],
      [acceptee(c)],
    );
    expect(f.map((x) => [x.usagerId, x.visites.length, x.bruts.length])).toEqual([
      ['U1', 0, 1],
      ['U2', 1, 0],
    ]);
  });

  it('[DU-4] les minutes complémentaires s’ajoutent à la durée arrondie, et ne sont jamais arrondies', () => {
    const c = correction('MINUTES', {
      cible: { genre: 'POINTAGE', id: 'A-2026-10-01 08:00' },
      minutes: 7 as Minutes,
      motif: 'ATTENTE_PORTE',
    });
    const [f] = figer(
      apparier({ pointages: aller('2026-10-01 08:00', '2026-10-01 09:03') }),
      [usager('U1', { prisesEnCharge: [pec('P', 'ASL')] })],
      [acceptee(c)],
    );
    const [v] = f?.visites ?? [];
    expect([v?.duree, v?.minutesComplementaires, v?.motif]).toEqual([60, 7, 'ATTENTE_PORTE']);
    // [CO-1] Both punches stand.
    expect([v?.statut, v?.ajustement]).toEqual(['CORRIGEE', '']);
    expect(v?.parts.map((p) => p.minutes)).toEqual([67]);
  });

  it('[CL-3] numéro de l’arrivée même masqué, du départ seulement sans arrivée', () => {
    const is = apparier({
      pointages: [
        pointage('A', '2026-10-01 08:00'),
        pointage('D', '2026-10-01 09:00', { numeroAppelant: '+33199000001' }),
        pointage('D', '2026-10-02 09:00', { numeroAppelant: '+33199000001' }),
      ],
    });
    expect(figer(is, [usager('U1')])[0]?.bruts.map((b) => b.numeroAppelant)).toEqual(['+33199000001', undefined]);
  });

  it('[CL-2] même entrée, même état, octet pour octet', () => {
    const is = apparier({ pointages: aller('2026-10-01 08:00', '2026-10-01 09:00') });
    expect(JSON.stringify(figer([...is].reverse(), [usager('U1')]))).toBe(JSON.stringify(figer(is, [usager('U1')])));
  });

  it('[CL-1] ce qui concerne une antenne suffit à figer son mois : le même état que de toutes les visites', () => {
    // Of one antenna, of two one after the other, of no file.
    const usagers = [
      usager('U0', { prisesEnCharge: [pec('P', 'APA', { minutesMax: 90 as Minutes })] }),
      usager('U1', {
        antennes: [
          { antenne: 'EST', depuis: jour('0001-01-01') },
          { antenne: 'SUD', depuis: jour('2026-10-15') },
        ],
        prisesEnCharge: [pec('Q', 'APA', { minutesMax: 120 as Minutes })],
      }),
      usager('U2', { antennes: [{ antenne: 'SUD', depuis: jour('0001-01-01') }] }),
    ];
    const deQui = (id: string): Usager | undefined => usagers.find((u) => u.id === id);
    let [partis, laissees] = [0, 0];
    fc.assert(
      fc.property(fc.array(uneVisite, { maxLength: 12 }), (voulues) => {
        const suivies: CorrectionSuivie[] = [];
        const recueillis = new Map<string, (typeof ANTENNES)[number]>();
        const is = voulues.flatMap((v, n) => {
          const le = `2026-10-${String(v.jour).padStart(2, '0')}`;
          const qui = { usagerId: `U${v.qui}`, intervenantId: `I${n}` };
          const faites = apparier({
            antenneAu: () => ANTENNES[v.brute] ?? 'EST',
            pointages: [
              pointage('A', `${le} 08:00`, { ...qui, id: `A${n}` }),
              pointage('D', `${le} 09:00`, { ...qui, id: `D${n}` }),
            ],
          });
          for (const i of faites) {
            if (v.recueillie) recueillis.set(i.id, 'CENTRE');
            if (v.vers !== undefined && i.arrivee)
              suivies.push(
                acceptee(
                  correction('DONNEES', {
                    id: `C${n}`,
                    cible: { genre: 'POINTAGE', id: i.arrivee.id },
                    usagerId: `U${v.vers}`,
                    instant: paris('2026-11-02 10:00'),
                  }),
                ),
              );
          }
          return faites;
        });
        const de = indexerCorrections(suivies);
        const retenues = is.map((i) => retenir(i, de(i), contexte()));
        const siennes = partagerRetenues(retenues, { usager: deQui, recueillis });
        for (const antenne of ANTENNES) {
          const figerDe = (celles: typeof retenues) =>
            figerMois({
              mois,
              antenne,
              retenues: celles,
              usager: deQui,
              nomIntervenant: (id) => id,
              financeurs: t.valeur,
              report: () => ({ depuis: '2024-05' as Mois, mois: 5, premierMois: mois, consommes: () => 0 }),
              recueillis,
            });
          const tout = figerDe(retenues);
          expect(figerDe([...siennes(antenne)])).toEqual(tout);
          laissees += retenues.length - siennes(antenne).length;
          partis += tout.filter((f) => f.bruts.some((b) => b.devenir)).length;
        }
      }),
      { numRuns: 200 },
    );
    expect(partis).toBeGreaterThan(50);
    expect(laissees).toBeGreaterThan(50);
  });
});
