import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FichierDispose } from '#shared/contrats/exploitation/parametres-dispositions';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { TableDases } from '#shared/domain/dases/table';
import { remplacer } from '../../../store/ecrire';
import { type BancEnvois, MOIS, ouvrirBancEnvois, TABLE_REGLEE } from '../testing/banc-envois';
import { essayerDispositions } from './essayer';
import { fabriquerDases } from './fabriquer';

const TABLE: TableDases = {
  ...TABLE_REGLEE,
  brutes: { separateur: 'TAB', entete: 'AUCUN', fin: 'AUCUNE', colonnes: ['numero_pec', 'arrivee | AAAAMMJJHHMM'] },
};
let b: BancEnvois;

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await poser('2026-10-01', { separateur: '|', colonnes: ['numero_pec = PLAN', 'debut', 'duree = H | HEURES'] });
});
afterAll(() => b.fermer());

const poser = (depuis: string, valeur: object) => {
  const cle = 'dispositionDasesCorrigees';
  const instant = '2026-11-01T08:00:00Z';
  const doc = { _id: `parametre:${cle}:${depuis}`, type: 'parametre', cle, depuis, valeur, auteur: 'essai', instant };
  return remplacer(b.magasin, BASE_CENTRALE, doc);
};
const essayer = async (fichier: FichierDispose, o: { mois?: typeof MOIS; table?: TableDases } = {}) => {
  const ports = { ...b.ports, table: o.table ?? TABLE_REGLEE };
  const r = await essayerDispositions(ports, { mois: o.mois, auteur: 'CLI:essai' });
  return r.ok ? r.valeur.find((e) => e.fichier === fichier) : r.refus;
};
const fabriquer = async (table: TableDases): Promise<string[][]> => {
  const r = await fabriquerDases({ ...b.ports, table }, MOIS);
  if (!r.ok) throw new Error(r.refus.message);
  const lire = async (nom: string) => {
    const f = r.valeur.find((x) => x.nom.startsWith(nom));
    return Buffer.from((await b.ports.reserve.lire(f?.empreinte ?? '')) ?? [])
      .toString('utf8')
      .split('\r\n');
  };
  return [await lire('DASES_BRUTES'), await lire('DASES_CORRIGEES')];
};

const CORRIGEES = [
  'PLAN|debut|H|decalage_debut|decalage_fin',
  'P1|05/10/2026 08:31|0,9833||',
  'P1|25/10/2026 02:30|2|+02:00|',
  'P4A|05/10/2026 10:00|1||',
];
const BRUTES = ['P1\t202610050831', 'P4A\t202610051000', 'P4B\t202610051000', ''];

it('[CL-3] without a month: the layout of each file and where it comes from, on three rows of nobody', async () => {
  expect(await essayer('DASES_CORRIGEES')).toMatchObject({
    source: 'un paramètre, depuis le 2026-10-01',
    table: [expect.stringContaining('séparateur « | »'), '1. numero_pec = PLAN', expect.anything(), expect.anything()],
    essai: { apercu: ['PLAN|debut|H', 'P90001|01/10/2026 08:02|1,5', expect.anything(), expect.anything(), '#FIN|3'] },
  });
  expect(await essayer('SERVICE_FAIT')).toMatchObject({ source: 'celle du produit', essai: { perdus: [] } });
  expect(await essayer('DASES_BRUTES', { table: TABLE })).toMatchObject({
    source: expect.stringContaining('DASES_TABLE'),
    essai: { apercu: ['P90001→202610010802', 'P90002→202610020930', 'P90003→'] },
  });
  expect(await essayer('BRUT', { mois: MOIS })).toMatchObject({
    code: 'MOIS_OUVERT',
    message: expect.stringContaining('Sans mois, l’essai montre des lignes inventées'),
  });
});

it('[CL-2] [CL-3] of a closed month: what its closing froze, on its rows, as its files are made', async () => {
  await b.clore();
  // Typed since: the month keeps what it had.
  await poser('2026-10-01', { separateur: ',', decimale: '.' });
  const essai = await essayer('DASES_CORRIGEES', { mois: MOIS });
  expect(essai).toMatchObject({ source: 'figée par la clôture', lignes: 4 });
  expect(essai).toMatchObject({ essai: { apercu: [...CORRIGEES, '#FIN|4'] } });
  const [, corrigees] = await fabriquer(TABLE_REGLEE);
  expect(corrigees?.slice(0, 4)).toEqual(CORRIGEES);
  expect(await essayer('SERVICE_FAIT', { mois: MOIS })).toMatchObject({ source: 'celle du produit', lignes: 5 });
});

it('[CL-2] a file that the DASES refused for its layout is made again by its table, whatever the closing froze', async () => {
  const [brutes, corrigees] = await fabriquer(TABLE);
  expect(brutes).toEqual(BRUTES);
  expect(corrigees?.slice(0, 4)).toEqual(CORRIGEES);
  expect(await essayer('DASES_BRUTES', { mois: MOIS, table: TABLE })).toMatchObject({
    source: expect.stringContaining('DASES_TABLE'),
    essai: { apercu: BRUTES.slice(0, 3).map((l) => l.replace('\t', '→')) },
  });
  const ascii = { ...TABLE, brutes: { rangement: 'LARGEUR_FIXE', entete: 'AUCUN', colonnes: ['numero_pec | | 2'] } };
  expect(await essayer('DASES_BRUTES', { mois: MOIS, table: ascii })).toMatchObject({
    refus: expect.stringMatching(/DASES_BRUTES, ligne 2 \(usager M4\), colonne « numero_pec » : 3 caractères/),
  });
});
