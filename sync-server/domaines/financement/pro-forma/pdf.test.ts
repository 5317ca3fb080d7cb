import { expect, it } from 'vitest';
import type { Centimes } from '#shared/contrats/financement/prefacturation';
import type { LigneProForma, ProFormaComposee } from '#shared/domain/prefacturation/composer-pro-forma';
import { type Minutes, type Mois, minutes } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { chargerPolices } from '../../../adapters/pdf/polices';
import { morceauxDuPdf, textesDuPdf, trousDuPdf } from '../../../adapters/pdf/testing/texte';
import { rendreProForma } from './pdf';

const heures = (n: number): Minutes => minutes(n * 60);
const ligne = (n: number): LigneProForma => ({
  usagerId: `M${n}`,
  usager: `Mme DELAUNAY-LEFEBVRE Françoise ${n}`,
  numeroPec: `P30000${n}A`,
  nonOuvertes: n === 1 ? heures(43) : n === 2 ? heures(3) : minutes(0),
  accordees: heures(45),
  realisees: heures(44),
  facturees: heures(43),
  reportees: heures(1),
  tarif: 2630 as Centimes,
  montant: 113_090 as Centimes,
});
const proForma: ProFormaComposee = {
  antenne: 'EST',
  mois: '2026-10' as Mois,
  dispositif: 'APA',
  lignes: [1, 2, 3].map(ligne),
  total: {
    minutes: minutes(12_344 * 60 + 58),
    realisees: minutes(12_345 * 60 + 58),
    usagers: 1234,
    montant: 32_466_789 as Centimes,
    sansTarif: 0,
  },
  transmis: { minutes: minutes(12_298 * 60 + 58), usagers: 1233, montant: 32_345_809 as Centimes },
  nonOuvert: { minutes: heures(46), usagers: 2, montant: 120_980 as Centimes },
  complements: [],
};

it('[CL-6] the total of a pro forma is at least as large as its lines, and ten thousand hours hold on one line of it', async () => {
  const pdf = await rendreProForma(chargerPolices(), proForma, { instant: paris('2026-11-02 10:00') }, (id) => id);
  expect(trousDuPdf(pdf)).toEqual([]);
  const morceaux = morceauxDuPdf(pdf).flat();
  const tailleDe = (texte: string): number => morceaux.find((m) => m.texte === texte)?.taille ?? 0;
  const lignes = Math.max(...['44 h 00', '43 h 00', '1 130,90 €'].map(tailleDe));
  expect(lignes).toBeGreaterThan(0);
  for (const texte of ['Total', '1 234 usagers', '12345 h 58', '12344 h 58', '324 667,89 €'])
    expect([texte, tailleDe(texte) >= lignes]).toEqual([texte, true]);
});

it('[CL-5] [CL-6] a pro forma says what the DASES is told of, what is not open in SALSA, and of a line that opened within the month, how much', async () => {
  const pdf = await rendreProForma(chargerPolices(), proForma, { instant: paris('2026-11-02 10:00') }, (id) => id);
  const textes = morceauxDuPdf(pdf)
    .flat()
    .map((m) => m.texte)
    .join(' ');
  for (const texte of [
    'Transmis à la DASES',
    '1 233 usagers',
    '323 458,09 €',
    'Non ouvert dans SALSA',
    '2 usagers',
    '1 209,80 €',
  ])
    expect(textes.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')).toContain(texte);
  expect(textes.replaceAll('\u00a0', ' ')).toMatch(/dont 3 h 00 non ouvertes/);
});

it('[CL-6] hours agree from two on', async () => {
  const l = { ...ligne(2), facturees: minutes(60), nonOuvertes: minutes(45) };
  const peu = { ...proForma, lignes: [l], total: { ...proForma.total, minutes: minutes(45), usagers: 1 } };
  const pdf = await rendreProForma(chargerPolices(), peu, { instant: paris('2026-11-02 10:00') }, (id) => id);
  const textes = textesDuPdf(pdf).flat().join(' ');
  expect(textes).toMatch(/1 usager, 0 h 45 facturée, /);
  expect(textes).toMatch(/dont 0 h 45 non ouverte dans SALSA/);
});

it('[CL-6] the notes and the signature never stand alone on a page: the totals, and one line at least, go with them', async () => {
  // Among them those where the table alone fills its page.
  for (let n = 6; n <= 14; n++) {
    const longue = { ...proForma, lignes: Array.from({ length: n }, (_, k) => ligne(k + 4)) };
    const pdf = await rendreProForma(chargerPolices(), longue, { instant: paris('2026-11-02 10:00') }, (id) => id);
    const pages = textesDuPdf(pdf).map((t) => t.join(' '));
    const derniere = pages.at(-1) ?? '';
    expect([n, /Validation par/.test(derniere), /Non ouvert dans SALSA/.test(derniere)]).toEqual([n, true, true]);
    expect([n, derniere.includes('DELAUNAY')]).toEqual([n, true]);
  }
});

it('[CL-5] the note says « Non ouvert dans SALSA » as the table does', async () => {
  const pdf = await rendreProForma(chargerPolices(), proForma, { instant: paris('2026-11-02 10:00') }, (id) => id);
  const textes = textesDuPdf(pdf).flat().join(' ');
  expect(textes).toMatch(/« Non ouvert dans SALSA »/);
  expect(textes).not.toMatch(/« Non ouverte dans SALSA »/);
});
