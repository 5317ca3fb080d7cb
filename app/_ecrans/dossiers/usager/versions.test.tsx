import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Minutes } from '#shared/temps/types';
import { jour, paris, pec } from '#shared/testing/constructeurs';
import { grouperPrises } from './versions';
import { VersionsDePrise } from './versions-prise';

const AUJOURDHUI = jour('2026-11-25');
const PRISES = [
  pec('P1', 'APA', {
    dateDebut: jour('2026-10-01'),
    minutesMax: 540 as Minutes,
    recuLe: paris('2026-09-28 06:00'),
    priorite: 2,
  }),
  pec('P1', 'APA', { dateFin: jour('2026-09-30'), minutesMax: 720 as Minutes, priorite: 2 }),
  pec('P2', 'CNAV', { dateFin: jour('2026-06-30') }),
  pec('P3', 'CNAV', { dateDebut: jour('2026-12-01') }),
  pec('P4', 'CNAV'),
];

test('[FI-10] one line a prise en charge, from its first version to its last, by the version of the day', () => {
  expect(
    grouperPrises(PRISES, AUJOURDHUI).map((p) => [p.numero, p.dateDebut, p.dateFin, p.actuelle.minutesMax]),
  ).toEqual([
    ['P4', '2026-01-01', undefined, undefined],
    ['P1', '2026-01-01', undefined, 540],
    ['P3', '2026-12-01', undefined, undefined],
    ['P2', '2026-01-01', '2026-06-30', undefined],
  ]);
});

test('[FI-10] its versions in a line of time: what each grants, from when, and the day on which it was received', () => {
  const prise = grouperPrises(PRISES, AUJOURDHUI).find((p) => p.numero === 'P1');
  if (!prise) throw new Error('P1');
  const html = renderToStaticMarkup(
    <VersionsDePrise prise={prise} libelles={new Map([['APA', 'Ville de Paris - APA']])} jour={AUJOURDHUI} />,
  ).replaceAll('\u00a0', ' ');
  const textes = [...html.matchAll(/<li([^>]*)>(.*?)<\/li>/g)].map(([, attributs = '', corps = '']) => [
    attributs.includes('aria-current'),
    corps
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ]);
  expect(textes).toEqual([
    [false, 'du 1er janv. au 30 sept. 12 h 00 par mois, Ville de Paris - APA, aide à domicile (AD), priorité 2'],
    [
      true,
      'depuis le 1er oct. 9 h 00 par mois, Ville de Paris - APA, aide à domicile (AD), priorité 2 reçue le 28 sept.',
    ],
  ]);
});
