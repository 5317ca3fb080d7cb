import { afterAll, beforeAll, expect, it } from 'vitest';
import { INSECABLE } from '#shared/espaces';
import { type Banc, fichier, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

// The import is of 5 November 2026, at nine in Paris.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());
const prendre = async (nom: string, texte: string, a?: string) =>
  rapportDe(await b.importer({ [nom]: texte }, a === undefined ? {} : { a }), nom);
const sansInsecables = (t: string | undefined): string => (t ?? '').replaceAll(INSECABLE, ' ');

const POINTAGES = 'POINTAGES_202611.csv';
const pointages = fichier('POINTAGES', [
  'P1;03/11/2026 08:31:00;A;I1;M1;',
  // A few minutes ahead of us.
  'P2;05/11/2026 09:04:00;D;I1;M1;',
  'P3;20/11/2026 08:30:00;A;I1;M1;',
  'P4;01/12/2026 01:00:00;D;I1;M1;',
  // The year is wrong.
  'P5;03/11/2027 08:31:00;A;I1;M1;',
]);

it('a punch that is neither past nor of the month of its file is refused, the others are taken; one that the clock alone contradicts is taken and said', async () => {
  const f = await prendre(POINTAGES, pointages);
  expect(f).toMatchObject({ etat: 'IMPORTE', lus: 5, crees: 4 });
  expect(f.refuses.map((r) => ({ ...r, raison: sansInsecables(r.raison) }))).toEqual([
    {
      ligne: 6,
      colonne: 'instant',
      valeur: '2027-11-03 08:31:00',
      raison:
        'cette date n’est pas encore venue, et elle n’est pas de novembre 2026. Corrigez-la, puis importez à nouveau',
    },
  ]);
  expect(f.avertissements.map((a) => [a.ligne, a.valeur, sansInsecables(a.raison)])).toEqual([
    [
      4,
      '2026-11-20 08:30:00',
      '2 pointages à une heure qui n’est pas encore venue, dont celle-ci est la première. Vérifiez l’heure du serveur, et les dates du fichier : un pointage pris ne s’efface plus',
    ],
  ]);
});

it('[CO-4] likewise a correction, which would win over all those made until its own hour: a year too far, refused; of the next weeks, said', async () => {
  const f = await prendre(
    'CORRECTIONS_202611.csv',
    fichier('CORRECTIONS', [
      'C1;04/11/2026 10:00:00;anne;MINUTES;P1;;;;;;;10;ATTENTE_PORTE;;',
      'C2;04/12/2026 10:00:00;anne;MINUTES;P1;;;;;;;12;ATTENTE_PORTE;;',
      'C3;04/11/2027 10:00:00;anne;MINUTES;P1;;;;;;;15;ATTENTE_PORTE;;',
    ]),
  );
  expect(f).toMatchObject({ etat: 'IMPORTE', lus: 3, crees: 2 });
  expect(f.refuses.map((r) => [r.ligne, r.colonne])).toEqual([[4, 'instant']]);
  expect(f.avertissements.map((a) => [a.ligne, sansInsecables(a.raison).split(',')[0]])).toEqual([
    [3, '1 correction à une heure qui n’est pas encore venue'],
  ]);
});

it('the same bytes say the same until the hour has come, and are then read again', async () => {
  // Taken with refused rows, it was looked at once more: nothing was written since.
  expect(await prendre(POINTAGES, pointages)).toMatchObject({ etat: 'INCHANGE', refuses: [{ ligne: 6 }] });
  const plusTard = await prendre(POINTAGES, pointages, '2027-11-04T08:00:00Z');
  expect(plusTard).toMatchObject({ etat: 'IMPORTE', crees: 1, inchanges: 4, refuses: [], avertissements: [] });
});

it('a folder whose month has not begun, by a clock that is not set, is taken whole and says so', async () => {
  const nom = 'POINTAGES_202710.csv';
  const f = await prendre(
    nom,
    fichier('POINTAGES', ['Q1;02/10/2027 08:31:00;A;I1;M1;', 'Q2;02/10/2027 09:31:00;D;I1;M1;']),
  );
  expect(f).toMatchObject({ crees: 2, refuses: [], avertissements: [{ ligne: 2, colonne: 'instant' }] });
});
