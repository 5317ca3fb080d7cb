import { expect, it } from 'vitest';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { etatFige, MOIS } from '#shared/testing/releves';
import { chargerPolices } from '../../../adapters/pdf/polices';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { type Justificatif, rendreJustificatif } from './sortie-justificatif';

const etat = etatFige('U1', {}, 1);
const [modele] = etat.visites;
if (!modele) throw new Error('aucune visite');

/** The proof of one visit at these hours, as its text is read. */
const dire = async (
  debut: string,
  fin: string,
  duree: number,
  ecarts: readonly { avant: number; apres: number }[] = [],
): Promise<string> => {
  const visite = { ...modele, debut: paris(debut), fin: paris(fin), duree: duree as typeof modele.duree };
  const j: Justificatif = {
    antenne: 'EST',
    mois: MOIS,
    instant: paris('2026-11-02 09:12'),
    financeur: 'Caisse nationale d’assurance vieillesse',
    usagerId: 'U1',
    nom: 'DELAUNAY Françoise',
    usager: etat.usager,
    prises: [],
    visites: [{ visite, numeros: [], minutes: duree }],
    minutes: duree,
    rectifications: ecarts.map((e) => ({ mois: '2026-09' as Mois, nouveau: visite, ...e })),
  };
  return textesDuPdf(await rendreJustificatif(chargerPolices(), j))
    .flat()
    .join(' | ');
};

const [LENDEMAIN, CHANGE] = ['lendemain', 'Nuit du changement d’heure'];

it('[FI-7] [DU-1] a proof says that a departure is of the next day, and that the clock changed between its hours', async () => {
  const jour = await dire('2026-10-14 09:00', '2026-10-14 10:00', 60);
  expect([jour.includes(LENDEMAIN), jour.includes(CHANGE)]).toEqual([false, false]);
  const nuit = await dire('2026-10-31 23:30', '2026-11-01 00:30', 60);
  expect(nuit).toContain(`23 h 30 | 0 h 30 | ${LENDEMAIN} | MAILLARD Sandrine | 1 h 00`);
  expect(nuit).not.toContain(CHANGE);
  const automne = await dire('2026-10-25 01:30', '2026-10-25 03:30', 180);
  expect(automne).toContain(`1 h 30 | 3 h 30 | MAILLARD Sandrine | ${CHANGE} | 3 h 00`);
  expect(automne).not.toContain(LENDEMAIN);
  const printemps = await dire('2026-03-28 23:30', '2026-03-29 03:30', 180);
  expect(printemps).toContain(`3 h 30 | ${LENDEMAIN} | MAILLARD Sandrine | ${CHANGE} | 3 h 00`);
});

it('[CL-4] a proof says what closed months add to it, or take off it, as it is: nothing is added that is taken off', async () => {
  const de = (...ecarts: { avant: number; apres: number }[]) =>
    dire('2026-10-14 09:00', '2026-10-14 10:00', 60, ecarts);
  expect(await de({ avant: 0, apres: 45 })).toContain('S’y ajoute, de mois déjà clos : 0 h 45,');
  expect(await de({ avant: 45, apres: 0 })).toContain('S’en retranche, de mois déjà clos : 0 h 45,');
  const nul = await de({ avant: 45, apres: 0 }, { avant: 0, apres: 45 });
  expect(nul).toContain('Des mois déjà clos sont rectifiés sans que leur total change');
  expect(nul).not.toMatch(/S’y ajoute|S’en retranche/);
});
