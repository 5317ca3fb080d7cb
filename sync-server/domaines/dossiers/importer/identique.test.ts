import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { ecrireLot } from '../../../ports/documents';
import { lireUsagers } from '../../../store/lectures/connus';
import {
  type Banc,
  FINANCEURS,
  fichier,
  INTERVENANTS,
  ligneUsager,
  ouvrirBanc,
  rapportDe,
  SERVICE,
} from '../testing/banc-import';
import { dernierImport } from './journal-imports';
import { direEtat } from './rapport';

// Millésime sends the same usagers several days on end, as on a Sunday.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());

const texte = fichier('USAGERS', [
  ligneUsager('M1'),
  ligneUsager('M2', { antenne: 'EST' }),
  ligneUsager('M3', { financeur: 'INCONNU' }),
]);
const prendre = async (jour: string, contenu = texte, genre = 'USAGERS') =>
  rapportDe(await b.importer({ [`${genre}_202610${jour}.csv`]: contenu }), `${genre}_202610${jour}.csv`);

it('the file of the next day, of the same bytes, is not read: its report says what the former said, and whose bytes it has', async () => {
  const premier = await prendre('02');
  expect(premier).toMatchObject({ etat: 'IMPORTE', inchanges: 2, refuses: [{ ligne: 4 }] });
  const avant = await b.photographier();
  for (const [jour, veille] of [
    ['03', '2 octobre'],
    ['04', '3 octobre'],
  ] as const) {
    const f = await prendre(jour);
    expect(f).toMatchObject({
      etat: 'INCHANGE',
      lus: 3,
      crees: 0,
      modifies: 0,
      inchanges: 2,
      refuses: premier.refuses,
    });
    expect(direEtat(f).replaceAll('\u00a0', ' ')).toBe(
      `identique à celui du ${veille} 2026, octet pour octet : rien à écrire`,
    );
  }
  expect(await b.photographier()).toEqual(avant);
  // It is the current one: an older name is refused, the same name again was taken.
  expect((await prendre('02', texte.replace('LEBRUN', 'AUTRE'))).refusFichier?.raison).toMatch(/USAGERS_20261004/);
  expect(await prendre('04')).toMatchObject({ etat: 'INCHANGE', refuses: premier.refuses });
  expect(await dernierImport(b.magasin, 'USAGERS_20261004.csv')).toMatchObject({ genre: 'USAGERS', rang: 1 });
});

it('is read where something that it bears on was written since: what the file then says is written', async () => {
  const m1 = (await lireUsagers(b.magasin)).get('M1');
  const _rev = m1?.revs.get('SUD');
  await ecrireLot(b.magasin, baseAntenne('SUD'), [{ ...m1?.doc, nom: 'AILLEURS', _rev }]);
  expect(await prendre('05')).toMatchObject({ etat: 'IMPORTE', modifies: 1, inchanges: 1 });
  expect((await lireUsagers(b.magasin)).get('M1')?.doc.nom).toBe('LEBRUN');
  await b.importer({
    'FINANCEURS.csv': FINANCEURS.replace('CNAV;CNAV', 'INCONNU;Nouveau').replace(
      '#FIN;2',
      'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;1;PROCHE;26,30\r\n#FIN;3',
    ),
  });
  expect(await prendre('06')).toMatchObject({ etat: 'IMPORTE', crees: 1, refuses: [] });
});

it('a file that was changed by its reading is read once more, then no more: only a reading that found nothing tells', async () => {
  expect((await prendre('07')).identiqueAu).toBeUndefined();
  expect(await prendre('08')).toMatchObject({ identiqueAu: '2026-10-07', lus: 3, refuses: [] });
});

it('INTERVENANTS is always read: on another day, who has left holds her code no more', async () => {
  const deux = INTERVENANTS.replace(
    '01/01/2024;\r\n#FIN',
    '01/01/2024;\r\nI3;MME;ROY;Léa;SUD;;11111;01/01/2024;\r\n#FIN',
  )
    .replace('#FIN;2', '#FIN;3')
    .replace('11111;01/01/2024;\r', '11111;01/01/2024;10/10/2026\r');
  expect((await prendre('10', deux, 'INTERVENANTS')).refuses).toHaveLength(1);
  expect(await prendre('11', deux, 'INTERVENANTS')).toMatchObject({ etat: 'IMPORTE', crees: 1, refuses: [] });
});
