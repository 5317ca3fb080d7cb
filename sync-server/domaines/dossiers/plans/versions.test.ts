import { afterAll, beforeAll, expect, it } from 'vitest';
import { INSECABLE } from '#shared/espaces';
import { lireUsagers } from '../../../store/lectures/connus';
import { type Banc, fichier, ligneUsager, ouvrirBanc, rapportDe, SERVICE, usagersDates } from '../testing/banc-import';

const FINANCEURS_DEUX = fichier('FINANCEURS', [
  'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;1;PROCHE;26,30',
  'APA;APA;APA;01/01/2024;0;N;1;PROCHE;26,30',
  'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
]);
// Nothing is closed here: what closings do to a change is in the tests of the closing.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({ ...SERVICE, 'FINANCEURS.csv': FINANCEURS_DEUX });
});
afterAll(() => b.fermer());

const SIENS = [[ligneUsager('M1')], [ligneUsager('M2', { antenne: 'EST' })]] as const;

const prendre = async (jour: string, lignes: Parameters<typeof usagersDates>[0]) => {
  const nom = `USAGERS_${jour}.csv`;
  return rapportDe(await b.importer({ [nom]: usagersDates(lignes) }, { confirmer: true }), nom);
};
const dire = (l: readonly { ligne: number; colonne: string; valeur?: string; raison: string }[] | undefined) =>
  (l ?? []).map((x) => [x.ligne, x.colonne, x.valeur, x.raison.replaceAll(INSECABLE, ' ')]);
const versions = async (id: string) =>
  ((await lireUsagers(b.magasin)).get(id)?.doc.prisesEnCharge ?? []).map(
    (p) => `${p.numero} ${p.dateDebut}..${p.dateFin ?? ''} ${p.codeFinanceur} ${(p.minutesMax ?? 0) / 60}`,
  );

it('[FI-10] rows of one numéro are its versions: the report names each but the first, and warns where two overlap', async () => {
  const f = await prendre('20261002', [
    ...SIENS,
    [ligneUsager('M3', { fin: '30/09/2026', heures: '12' })],
    [ligneUsager('M3', { debut: '01/10/2026', heures: '9,5' })],
    [ligneUsager('M4', { fin: '31/12/2026' })],
    [ligneUsager('M4', { debut: '01/12/2026', financeur: 'APA' })],
  ]);
  expect(f).toMatchObject({ etat: 'IMPORTE', crees: 4, inchanges: 2, refuses: [] });
  expect(dire(f.versions)).toEqual([
    [5, 'date_debut', 'PM3', 'nouvelle version, à partir du 1er octobre 2026 (change : plafond)'],
    // By funder alone.
    [7, 'date_debut', 'PM4', 'nouvelle version, à partir du 1er décembre 2026 (change : financeur)'],
  ]);
  expect(dire(f.avertissements)).toEqual([
    [
      6,
      'date_fin',
      'PM4',
      'la version de la ligne 7 commence avant la fin de celle-ci, qui s’arrête donc le 30 novembre 2026',
    ],
  ]);
  expect(await versions('M3')).toEqual(['PM3 2025-06-01..2026-09-30 CNAV 12', 'PM3 2026-10-01.. CNAV 9.5']);
  expect(await versions('M4')).toEqual(['PM4 2025-06-01..2026-11-30 CNAV 45', 'PM4 2026-12-01.. APA 45']);
});

it('[FI-10] the same rows the next day, in another order, change nothing', async () => {
  const ecrits = async () => (await b.photographier()).filter((x) => x.startsWith('tg-antenne-'));
  const avant = await ecrits();
  const f = await prendre('20261003', [
    [ligneUsager('M4', { debut: '01/12/2026', financeur: 'APA' })],
    [ligneUsager('M4', { fin: '30/11/2026' })],
    [ligneUsager('M3', { debut: '01/10/2026', heures: '9,5' })],
    [ligneUsager('M3', { fin: '30/09/2026', heures: '12' })],
    ...SIENS,
  ]);
  expect(f).toMatchObject({ crees: 0, modifies: 0, inchanges: 6, refuses: [], avertissements: [] });
  expect(f.versions).toBeUndefined();
  expect(await ecrits()).toEqual(avant);
});

it('[FI-10] what cannot be is refused with a sentence, and the others are taken', async () => {
  const f = await prendre('20261004', [
    ...SIENS,
    [ligneUsager('M3', { fin: '30/09/2026', heures: '12' })],
    [ligneUsager('M3', { debut: '01/10/2026', heures: '9,5' })],
    [ligneUsager('M4', { fin: '30/11/2026' })],
    [ligneUsager('M4', { debut: '01/12/2026', financeur: 'APA' })],
    // The same row twice.
    [ligneUsager('M5')],
    [ligneUsager('M5', { heures: '40' })],
    // Backwards.
    [ligneUsager('M6', { debut: '01/10/2026', fin: '30/09/2026' })],
    [ligneUsager('M7', { debut: '01/10/2026' }), '30/09/2026'],
    [ligneUsager('M8', { fin: '31/10/2026' }), '01/11/2026'],
    [ligneUsager('M9'), '15/10/2026'],
    [ligneUsager('M9', { debut: '01/10/2026', heures: '40' })],
    [ligneUsager('M10'), '01/10/2026'],
  ]);
  expect(dire(f.refuses)).toEqual([
    [8, 'id_millesime', 'M5', 'refusée avec la ligne 9 du même usager'],
    [9, 'numero_pec', 'PM5', 'clé en double : déjà donnée à la ligne 8'],
    [10, 'date_fin', '30/09/2026', 'la date de fin précède la date de début'],
    [
      11,
      'date_effet',
      '30/09/2026',
      'la date d’effet précède le début de la version : donnez une date de celle-ci, ou une ligne de plus',
    ],
    [
      12,
      'date_effet',
      '01/11/2026',
      'la date d’effet vient après la fin de la version : donnez une date de celle-ci, ou une ligne de plus',
    ],
    [
      13,
      'date_effet',
      '2026-10-15',
      'la date d’effet vient après la fin de cette version, que la ligne 14 arrête le 30 septembre 2026 : donnez-la sur la ligne de la version qu’elle concerne',
    ],
    [14, 'id_millesime', 'M9', 'refusée avec la ligne 13 du même usager'],
  ]);
  expect(f).toMatchObject({ crees: 1, modifies: 0, inchanges: 6 });
  expect(dire(f.avertissements)).toEqual([
    [15, 'date_effet', 'PM10', 'sans objet : cette version est nouvelle, et vaut depuis le 1er juin 2025'],
  ]);
  expect(await versions('M10')).toEqual(['PM10 2025-06-01.. CNAV 45']);
});

it('[FI-10] a changed row holds from its date_effet; a row that vanishes is listed, and its version stays', async () => {
  const f = await prendre('20261005', [
    ...SIENS,
    [ligneUsager('M3', { debut: '01/10/2026', heures: '20' }), '16/10/2026'],
    [ligneUsager('M4', { debut: '01/12/2026', financeur: 'APA' })],
    [ligneUsager('M10')],
  ]);
  expect(f).toMatchObject({ crees: 0, modifies: 1, refuses: [], absents: 2 });
  expect(f.listeAbsents.map((x) => x.replaceAll(INSECABLE, ' '))).toEqual([
    'M3 PM3 depuis le 1er juin 2025',
    'M4 PM4 depuis le 1er juin 2025',
  ]);
  expect(dire(f.versions)).toEqual([
    [4, 'date_effet', 'PM3', 'nouvelle version, à partir du 16 octobre 2026 (change : plafond)'],
  ]);
  expect(await versions('M3')).toEqual([
    'PM3 2025-06-01..2026-09-30 CNAV 12',
    'PM3 2026-10-01..2026-10-15 CNAV 9.5',
    'PM3 2026-10-16.. CNAV 20',
  ]);
});
