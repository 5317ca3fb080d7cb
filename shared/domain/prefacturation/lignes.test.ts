import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EtatFige, VisiteFigee } from '../../contrats/cloture/cloture';
import type { Complement } from '../../contrats/cloture/complement';
import { type Minutes, type Mois, minutes } from '../../temps/types';
import { financeur, jour, paris } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { etatFige, FINANCEURS, MOIS } from '../../testing/releves';
import { differenceVentilation } from '../ventilation/difference';
import { tableFinanceurs } from '../ventilation/financeurs';
import { ecartDe, lignesComplementaires } from './complements';
import { composerProForma, dispositifsPresents } from './composer-pro-forma';
import { lignesPrefacturation, totaliser } from './lignes';

const table = (plus: ReturnType<typeof financeur>[] = []) => {
  const t = tableFinanceurs([...FINANCEURS, ...plus]);
  if (!t.ok) throw new Error(t.refus.message);
  return t.valeur;
};
/** The APA costs more from 16 October on. */
const HAUSSE = financeur('DASES_APA', 'APA', { dateDebut: jour('2026-10-16'), tarifHoraireCentimes: 2501 });

const gabarit = etatFige('U1', {}, 1).visites[0] as VisiteFigee;
const parts = fc.array(
  fc.record({
    numeroPec: fc.constantFrom('P1', 'P2', undefined),
    codeFinanceur: fc.constantFrom('DASES_APA', 'CNAV', 'TARIF_PROPRE', 'INCONNU'),
    minutes: fc.integer({ min: 0, max: 300 }).map(minutes),
  }),
  { maxLength: 4 },
);
const visiteAuHasard = fc
  .record({
    parts,
    usagerId: fc.constantFrom('U1', 'U2'),
    intervenantId: fc.constantFrom('I1', 'I2'),
    jour: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ jour: j, ...v }, i = 0): VisiteFigee => {
    const debut = paris(`2026-10-${String(j).padStart(2, '0')} 08:30`);
    return { ...gabarit, ...v, debut, interventionId: `V${j}-${i}` };
  });
const etatsAuHasard = fc.array(visiteAuHasard, { maxLength: 12 }).map((visites): EtatFige[] =>
  ['U1', 'U2'].map((usagerId) => ({
    ...etatFige(usagerId, {}, 1),
    usagerId,
    visites: visites
      .filter((v) => v.usagerId === usagerId)
      .map((v, n) => ({ ...v, interventionId: `${v.interventionId}-${n}` })),
  })),
);

describe('[FI-4] lines of the pre-billing', () => {
  test('their minutes are those of the parts, by VENTILATION’s own key, and their rounding is less than a cent a line', () => {
    fc.assert(
      fc.property(etatsAuHasard, (etats) => {
        const lignes = lignesPrefacturation(etats, table([HAUSSE]));
        // The difference from nothing is the split itself: its rows are VENTILATION's.
        const rangs = differenceVentilation(
          [],
          etats.flatMap((e) => e.visites),
          MOIS,
        );
        const cle = (l: {
          usagerId: string;
          numeroPec?: string | undefined;
          codeFinanceur: string;
          intervenantId: string;
        }) => JSON.stringify([l.usagerId, l.numeroPec ?? null, l.codeFinanceur, l.intervenantId]);
        const cumuls = new Map<string, number>();
        for (const l of lignes) cumuls.set(cle(l), (cumuls.get(cle(l)) ?? 0) + l.minutes);
        expect(Object.fromEntries(cumuls)).toEqual(Object.fromEntries(rangs.map((r) => [cle(r), r.nouveau])));
        for (const l of lignes) {
          if (l.tarif === undefined || l.montant === undefined) expect(l.codeFinanceur).toBe('INCONNU');
          else expect(Math.abs(l.montant * 60 - l.minutes * l.tarif)).toBeLessThanOrEqual(30);
        }
        const total = totaliser(lignes);
        expect(total.minutes).toBe(
          etats
            .flatMap((e) => e.visites)
            .flatMap((v) => v.parts)
            .reduce((s, p) => s + p.minutes, 0),
        );
        expect(total.sansTarif).toBe(lignes.filter((l) => l.codeFinanceur === 'INCONNU').length);
      }),
      { numRuns: histoires(200) },
    );
  });

  test('the same lines whatever the order of visits', () => {
    fc.assert(
      fc.property(etatsAuHasard, (etats) => {
        const alenvers = etats.map((e) => ({ ...e, visites: [...e.visites].reverse() })).reverse();
        expect(lignesPrefacturation(alenvers, table())).toEqual(lignesPrefacturation(etats, table()));
      }),
      { numRuns: histoires(50) },
    );
  });

  test('a rate that changes within the month makes two lines, each at the rate of its days', () => {
    const apa = lignesPrefacturation([etatFige()], table([HAUSSE])).filter(
      (l) => l.codeFinanceur === 'DASES_APA' && l.intervenantId === 'I1',
    );
    expect(apa.map((l) => l.tarif)).toEqual([2458, 2501]);
    const une = lignesPrefacturation([etatFige()], table()).find(
      (l) => l.codeFinanceur === 'DASES_APA' && l.intervenantId === 'I1',
    );
    expect(apa.reduce((s, l) => s + l.minutes, 0)).toBe(une?.minutes);
  });

  test('[FI-7] a night is billed by the funder of the day on which it began, or by one that begins at the midnight that it passes', () => {
    const nuit = (code: string): EtatFige[] => [
      {
        ...etatFige('U1', {}, 1),
        visites: [
          {
            ...gabarit,
            debut: paris('2026-10-15 23:30'),
            fin: paris('2026-10-16 00:30'),
            parts: [{ codeFinanceur: code, minutes: minutes(30) }],
          },
        ],
      },
    ];
    const dite = (code: string, plus: ReturnType<typeof financeur>) =>
      lignesPrefacturation(nuit(code), table([plus])).map((l) => [l.financeur, l.tarif, l.montant]);
    const neuf = (debut: string) =>
      financeur('NEUF', 'APA', { libelle: 'Nouveau', dateDebut: jour(debut), tarifHoraireCentimes: 2700 });
    expect(dite('NEUF', neuf('2026-10-16'))).toEqual([['Nouveau', 2700, 1350]]);
    expect(dite('NEUF', neuf('2026-10-17'))).toEqual([['NEUF', undefined, undefined]]);
    expect(dite('DASES_APA', HAUSSE).map(([, tarif]) => tarif)).toEqual([2458]);
  });
});

describe('[CL-4] complementary lines', () => {
  const visite = (id: string, date: string, n: number): VisiteFigee => ({
    ...gabarit,
    interventionId: id,
    debut: paris(`${date} 08:30`),
    parts: [{ numeroPec: 'P1', codeFinanceur: 'DASES_APA', minutes: minutes(n) }],
  });
  const complement = (avant: VisiteFigee[], apres: VisiteFigee[]): Complement => ({
    _id: 'complement:2026-11:U1',
    type: 'complement',
    mois: '2026-11' as Mois,
    antenne: 'EST',
    usagerId: 'U1',
    visites: avant.map((ancien, i) => ({ moisOrigine: MOIS, ancien, nouveau: apres[i] })),
    ventilation: differenceVentilation(avant, apres, MOIS),
  });

  test('the whole row is priced before and after: the difference is what was billed wrongly, to the cent', () => {
    // 100 minutes were billed 40,97 €, 131 are 53,67 €; the 31 minutes alone would be 12,70 €.
    const c = complement(
      [visite('A', '2026-10-02', 40), visite('B', '2026-10-09', 60)],
      [visite('A', '2026-10-02', 71), visite('B', '2026-10-09', 60)],
    );
    const [ligne, ...autres] = lignesComplementaires(
      [c],
      () => table(),
      () => 'AIDE',
    );
    expect(autres).toEqual([]);
    expect(ligne).toMatchObject({ ancien: 100, nouveau: 131, ancienMontant: 4097, nouveauMontant: 5367, tarif: 2458 });
    expect(ligne && ecartDe(ligne)).toEqual({ minutes: 31, montant: 1270 });
  });

  test('where the rate changed within the month of origin, each side is at the rate of its day', () => {
    const c = complement([visite('A', '2026-10-02', 40)], [visite('A', '2026-10-20', 60)]);
    const lignes = lignesComplementaires(
      [c],
      () => table([HAUSSE]),
      () => 'AIDE',
    );
    expect(lignes.map((l) => [l.tarif, l.ancien, l.nouveau])).toEqual([
      [2458, 40, 0],
      [2501, 0, 60],
    ]);
    expect(lignes.reduce((s, l) => s + ecartDe(l).minutes, 0)).toBe(20);
  });

  test('[FI-9] where the rate changed within the month, minutes that pass from one of its rates to the other are priced, though their row counts as many', () => {
    const lignes = (avant: VisiteFigee[], apres: VisiteFigee[], plus = [HAUSSE]) =>
      lignesComplementaires(
        [complement(avant, apres)],
        () => table(plus),
        () => 'AIDE',
      ).map((l) => [l.tarif, l.ancien, l.nouveau, ecartDe(l).montant]);
    // A visit moved; or the cap that one leaves, which another takes.
    const [le10, le20] = [visite('A', '2026-10-10', 60), visite('A', '2026-10-20', 60)];
    const echange = [
      [2458, 60, 0, -2458],
      [2501, 0, 60, 2501],
    ];
    expect(lignes([le10], [le20])).toEqual(echange);
    expect(
      lignes(
        [visite('A', '2026-10-10', 60), visite('B', '2026-10-20', 0)],
        [visite('A', '2026-10-10', 0), visite('B', '2026-10-20', 60)],
      ),
    ).toEqual(echange);
    // At one rate, or by one amount, nothing was billed wrongly.
    expect(lignes([le10], [le20], [])).toEqual([]);
    expect(lignes([le20], [visite('A', '2026-10-21', 60)])).toEqual([]);
  });

  test('[FI-7] the last night of a month, whose hours after midnight a funder that begins then pays, has its rate and name', () => {
    const nuit = (n: number): VisiteFigee => ({
      ...gabarit,
      interventionId: 'A',
      debut: paris('2026-10-31 23:30'),
      fin: paris('2026-11-01 01:30'),
      parts: [{ numeroPec: 'P1', codeFinanceur: 'NEUF', minutes: minutes(n) }],
    });
    const neuf = financeur('NEUF', 'APA', {
      libelle: 'Nouveau',
      dateDebut: jour('2026-11-01'),
      tarifHoraireCentimes: 2700,
    });
    const lignes = lignesComplementaires(
      [complement([nuit(60)], [nuit(90)])],
      () => table([neuf]),
      () => 'AIDE',
    );
    expect(lignes.map((l) => [l.financeur, l.tarif, l.ancienMontant, l.nouveauMontant])).toEqual([
      ['Nouveau', 2700, 2700, 4050],
    ]);
  });

  test('without a rate there is no amount, and no difference of amounts', () => {
    const [ligne] = lignesComplementaires(
      [complement([], [])].map((c) => ({
        ...c,
        ventilation: [
          {
            usagerId: 'U1',
            codeFinanceur: 'INCONNU',
            intervenantId: 'I1',
            ancien: 10 as Minutes,
            nouveau: 0 as Minutes,
            moisOrigine: MOIS,
            nombreInterventions: 0,
          },
        ],
      })),
      () => table(),
      () => 'AIDE',
    );
    expect(ligne && ecartDe(ligne)).toEqual({ minutes: -10, montant: undefined });
  });

  test('[CL-2] the rates are those by which the month of origin was billed, whatever the table has become', () => {
    const c = complement([visite('A', '2026-10-20', 480)], [visite('A', '2026-10-20', 120)]);
    const demandes: Mois[] = [];
    const [ligne] = lignesComplementaires(
      [c],
      (mois) => {
        demandes.push(mois);
        return table();
      },
      () => 'AIDE',
    );
    expect(new Set(demandes)).toEqual(new Set([MOIS]));
    expect(ligne).toMatchObject({ tarif: 2458, ancienMontant: 19_664, nouveauMontant: 4916 });
  });
});

describe('[CL-6] pro forma', () => {
  const etats = [etatFige('U1'), etatFige('U2', { nom: 'ABADIE' }, 10)];
  const composer = (lignes = lignesPrefacturation(etats, table())) =>
    composerProForma({
      antenne: 'EST',
      mois: MOIS,
      dispositif: 'APA',
      etats,
      lignes,
      complements: [],
      financeurs: table(),
    });

  test('a line a prise en charge, by name; its amounts are the pre-billing’s, and the total theirs', () => {
    const { lignes, total } = composer();
    expect(lignes.map((l) => l.usager)).toEqual(['ABADIE Françoise', 'DELAUNAY Françoise']);
    const prefacturees = lignesPrefacturation(etats, table()).filter((l) => l.dispositif === 'APA');
    expect(total).toMatchObject(totaliser(prefacturees));
    expect(lignes.reduce((s, l) => s + (l.montant ?? 0), 0)).toBe(total.montant);
    expect(lignes.reduce((s, l) => s + l.facturees, 0)).toBe(total.minutes);
  });

  test('[CL-5] what the DASES is told of and what is not open in SALSA come to the total, in minutes and in cents', () => {
    const { total, transmis, nonOuvert, lignes } = composer();
    expect([transmis.minutes + nonOuvert.minutes, transmis.montant + nonOuvert.montant]).toEqual([
      total.minutes,
      total.montant,
    ]);
    expect(nonOuvert.minutes).toBe(lignes.reduce((s, l) => s + l.nonOuvertes, 0));
  });

  test('beside what is billed: what was granted, and what was done, whoever pays it', () => {
    const [, u1] = composer().lignes;
    expect(u1).toMatchObject({ accordees: 1200, facturees: 1200, numeroPec: 'P300002A' });
    expect(u1?.realisees).toBe(etats[0]?.visites.reduce((s, v) => s + v.duree + v.minutesComplementaires, 0));
  });

  test('a second rate repeats neither the grant nor what was done', () => {
    const { lignes, total } = composer(lignesPrefacturation(etats, table([HAUSSE])));
    expect(lignes.map((l) => l.accordees)).toEqual([1200, 1200, undefined]);
    expect(lignes.reduce((s, l) => s + l.realisees, 0)).toBe(total.realisees);
  });

  test('only the aids of the Département have one', () => {
    expect(dispositifsPresents(lignesPrefacturation(etats, table()))).toEqual(['APA']);
  });
});
