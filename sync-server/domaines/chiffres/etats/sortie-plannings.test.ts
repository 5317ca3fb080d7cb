import { expect, test } from 'vitest';
import type { ColonneEtat, TableauEtat } from '#shared/etats/contrat';
import { PLANNING_USAGER } from '#shared/etats/definitions/planning-usager';
import type { PlanningDUn } from '#shared/etats/plannings';
import { jour, paris } from '#shared/testing/constructeurs';
import { refusPdfA } from '../../../adapters/pdf/testing/preflight';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { lesPolices } from './fichiers';
import { rendrePlannings } from './sortie-plannings';

const INSTANT = paris('2026-11-04 17:09');
const PERIODE = { du: jour('2026-10-01'), au: jour('2026-10-31') };

/** So many visits over the month, one after the other. */
const planning = (nom: string, visites: number): PlanningDUn => {
  const lignes = Array.from({ length: visites }, (_, i) => {
    const date = `2026-10-${String(1 + (i % 31)).padStart(2, '0')}`;
    const [debut, fin] = [paris(`${date} 08:00`), paris(`${date} 09:00`)];
    const prevu = { prevuDebut: debut, prevuFin: fin, prevu: 60 };
    const fait = { debut, fin, realise: 60, statut: 'Faite' };
    return {
      cle: `${nom}-${i}`,
      detail: true,
      valeurs: { date, intervenant: 'MARTIN Jeanne-Françoise', prestation: 'AD', ...prevu, ...fait },
    };
  });
  const tableau: TableauEtat = {
    ...{ etat: 'planning-usager', titre: 'Planning d’un usager', sousTitre: nom, periode: PERIODE, antenne: 'EST' },
    colonnes: PLANNING_USAGER.colonnes as ColonneEtat[],
    lignes,
    totaux: { prevu: visites * 60, realise: visites * 60 },
    avertissements: ['Chiffres provisoires : octobre 2026 n’est pas clos, des corrections peuvent encore venir.'],
  };
  return { id: nom, nom, titre: 'Planning d’un usager', tableau };
};
const LOT = { antenne: 'EST', titre: 'Plannings des usagers, octobre 2026', sujet: 'USAGERS_EST' } as const;
const rendre = (...pages: PlanningDUn[]) => rendrePlannings(lesPolices(), { ...LOT, pages }, INSTANT);

test('each person has a page: a visit a day, two or one alone, all hold on it, with the total', async () => {
  const pages = (
    await textesDuPdf(await rendre(planning('ABADIE Zoé', 31), planning('BLIN Ève', 62), planning('CIM Léo', 1)))
  ).map((p) => p.join(' | ').replaceAll('\u00a0', ' '));
  expect(pages).toHaveLength(3);
  for (const [i, [nom, total]] of [
    ['ABADIE Zoé', '31 h 00'],
    ['BLIN Ève', '62 h 00'],
    ['CIM Léo', '1 h 00'],
  ].entries()) {
    const page = pages[i] ?? '';
    for (const dit of [nom, total, 'Planning d’un usager · octobre 2026', 'Chiffres provisoires', 'Paris domicile Est'])
      expect(page).toContain(dit);
    expect(page).toContain('Établi le 4 novembre 2026 à 17 h 09 · antenne Est');
    expect(page).not.toContain('Page ');
  }
});

test('what no letters make hold goes on to another page, which says whose it is; the next person begins hers', async () => {
  const pages = (await textesDuPdf(await rendre(planning('ABADIE Zoé', 150), planning('CIM Léo', 3)))).map((p) =>
    p.join(' | ').replaceAll('\u00a0', ' '),
  );
  const n = pages.length - 1;
  expect(n).toBeGreaterThan(1);
  for (const [i, p] of pages.slice(0, n).entries()) expect(p).toContain(`Page ${i + 1} / ${n}`);
  for (const p of pages.slice(1, n)) expect(p).toContain('ABADIE Zoé · Planning d’un usager · octobre 2026 (suite)');
  expect(pages.at(-1)).toContain('CIM Léo');
  expect(pages.at(-1)).not.toContain('ABADIE');
});

test('[CL-2] it is PDF/A, and the same plannings at the same instant give the same bytes', async () => {
  const trois = () => rendre(planning('ABADIE Zoé', 31), planning('BLIN Ève', 90), planning('CIM Léo', 1));
  const octets = await trois();
  expect(await refusPdfA({ lot: octets })).toEqual({});
  expect((await trois()).equals(octets)).toBe(true);
});
