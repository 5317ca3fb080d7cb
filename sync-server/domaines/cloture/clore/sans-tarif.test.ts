import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instant, Mois } from '#shared/temps/types';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, fichier, INTERVENANTS, ouvrirBanc } from '../../dossiers/testing/banc-import';
import { dresserBilan } from './bilan';

// A funder whose first row begins after visits that it pays: they would have neither rate nor file.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
});
afterAll(() => b.fermer());

const usager = (id: string, debut: string, financeur: string): string =>
  `${id};MME;LEBRUN;Anne;177 rue Royer;75013;Paris;24/01/1933;;;SUD;P${id};${financeur};1;${debut};;;AD;O`;
const FINANCEURS = [
  'APA75;Paris APA;APA;01/01/2024;0;N;1;PROCHE;26,30',
  'PROPRE;Propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
];
const financeurs = (debut: string) =>
  fichier('FINANCEURS', [...FINANCEURS, `NEUF;Nouveau;APA;${debut};0;N;1;PROCHE;27,00`]);
const sansTarif = async () => {
  const horloge = () => '2026-11-05T08:00:00Z' as Instant;
  await rattraper(b.magasin, horloge);
  const r = await dresserBilan({ magasin: b.magasin, horloge }, { antenne: 'SUD', mois: '2026-10' as Mois });
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur.comptes.find((c) => c.quoi === 'SANS_TARIF');
};

it('[FI-4] a plan that runs before its funder is warned of at import, and its visits are said before the closing', async () => {
  const usagers = fichier('USAGERS', [
    usager('M1', '01/10/2026', 'NEUF'),
    // Begun with it, or of a funder known long since: nothing is said.
    usager('M2', '15/10/2026', 'NEUF'),
    usager('M3', '01/06/2025', 'APA75'),
  ]);
  const heures = (n: number, jour: string) => [
    `A${n};${jour}/10/2026 08:30:00;A;I1;M${n};`,
    `D${n};${jour}/10/2026 09:30:00;D;I1;M${n};`,
  ];
  const rapport = await b.importer(
    {
      'FINANCEURS.csv': financeurs('15/10/2026'),
      'INTERVENANTS_20261001.csv': INTERVENANTS,
      'USAGERS_20261001.csv': usagers,
      'POINTAGES_202610.csv': fichier('POINTAGES', [...heures(1, '05'), ...heures(2, '16'), ...heures(3, '07')]),
    },
    { a: '2026-11-01T08:00:00Z' },
  );
  const avertis = rapport.fichiers.flatMap((f) => f.avertissements).filter((a) => a.colonne === 'code_financeur');
  expect(avertis.map((a) => [a.ligne, a.valeur])).toEqual([[2, 'NEUF']]);
  expect(avertis[0]?.raison).toMatch(/ne commence que le 15\/10\/2026.*avant de clore le mois$/);
  expect(await sansTarif()).toMatchObject({ nombre: 1, usagers: [{ id: 'M1', minutes: 60 }] });
  // Dated earlier, as the warning says: nothing is left to be said.
  const mieux = [...FINANCEURS, 'NEUF;Nouveau;APA;01/10/2026;0;N;1;PROCHE;27,00'];
  await b.importer({ 'FINANCEURS.csv': fichier('FINANCEURS', mieux) }, { a: '2026-11-02T08:00:00Z', confirmer: true });
  expect(await sansTarif()).toBeUndefined();
});

it('[FI-7] the night before the first day of its funder, which pays what comes after midnight, has its rate', async () => {
  const lignes = [...FINANCEURS, 'MINUIT;De minuit;APA;15/10/2026;0;N;1;PROCHE;27,00'];
  await b.importer(
    {
      'FINANCEURS.csv': fichier('FINANCEURS', lignes),
      'USAGERS_20261001.csv': fichier('USAGERS', [
        usager('M4', '01/10/2026', 'MINUIT'),
        usager('M5', '15/10/2026', 'MINUIT'),
      ]),
      'POINTAGES_202610.csv': fichier('POINTAGES', [
        'A4;13/10/2026 23:30:00;A;I1;M4;',
        'D4;14/10/2026 00:30:00;D;I1;M4;',
        'A5;14/10/2026 23:30:00;A;I1;M5;',
        'D5;15/10/2026 00:30:00;D;I1;M5;',
      ]),
    },
    { a: '2026-11-03T08:00:00Z', confirmer: true },
  );
  expect(await sansTarif()).toMatchObject({ nombre: 1, usagers: [{ id: 'M4', minutes: 60 }] });
});
