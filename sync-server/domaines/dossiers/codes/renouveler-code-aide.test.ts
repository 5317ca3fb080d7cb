import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idIntervenant } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { paris } from '#shared/testing/constructeurs';
import { lirePlage, lireUn } from '../../../store/lire';
import { avecVerrou } from '../../../store/verrou';
import { lireAudit } from '../../audit/lire';
import { type Banc, fichier, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { renouvelerCodeAide } from './renouveler-code-aide';

let b: Banc;
const MAINTENANT = paris('2026-11-06 10:00');
const DONNE = '70352';
const ligne = (id: string, code: string) => `${id};MME;AUBERT;Djeneba;SUD;;${code};01/01/2024;`;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    'INTERVENANTS_20261001.csv': fichier('INTERVENANTS', [ligne('I1', DONNE), ligne('I2', ''), ligne('I3', '83914')]),
  });
});
afterAll(() => b.fermer());

const renouveler = async (
  intervenantId: string,
  { tirage = 26_480, antennes = codesAntennes() }: { tirage?: number; antennes?: readonly Antenne[] } = {},
) => {
  const r = await renouvelerCodeAide(
    { magasin: b.magasin, horloge: () => MAINTENANT, hasard: () => tirage },
    { intervenantId, antennes, auteur: 'gestion01' },
  );
  return r.ok ? r.valeur.codeSvi : r.refus.code;
};
const aide = async (id: string): Promise<Intervenant> => {
  const lue = await lireUn<Intervenant>(b.magasin, baseAntenne('SUD'), idIntervenant(id));
  if (!lue) throw new Error('aide attendue');
  return lue;
};
let jour = 9;
const importer = (lignes: string[]) => {
  jour += 1;
  return b.importer({ [`INTERVENANTS_202610${jour}.csv`]: fichier('INTERVENANTS', lignes) });
};

test('un nouveau code, daté pour que le SVI retienne le dernier ; le fichier de Millésime ne rend pas l’ancien', async () => {
  expect((await aide('I1')).codeSvi).toBe(DONNE);
  expect(await renouveler('I1')).toBe('36480');
  expect(await aide('I1')).toMatchObject({ codeSvi: '36480', changeLe: MAINTENANT });
  // The old one comes back each morning until somebody writes the new one there.
  const rapport = await importer([ligne('I1', DONNE), ligne('I2', ''), ligne('I3', '83914')]);
  expect(rapport.fichiers[0]?.avertissements).toEqual([
    { ligne: 2, colonne: 'code_svi', raison: expect.stringContaining('le nouveau est gardé') },
  ]);
  expect((await aide('I1')).codeSvi).toBe('36480');
  // Millésime's next one is taken, its former one is never another aide's.
  await importer([ligne('I1', '59127'), ligne('I2', DONNE), ligne('I3', '83914'), ligne('I4', DONNE)]);
  expect((await aide('I1')).codeSvi).toBe('59127');
  expect([(await aide('I2')).codeSvi, (await aide('I4')).codeSvi]).not.toContain(DONNE);
});

test('ni le code d’une autre, ni un ancien, ni un code facile : le suivant du tirage', async () => {
  const { codeSvi } = await aide('I3');
  expect(await renouveler('I2', { tirage: Number(codeSvi) - 10_000 })).toBe(String(Number(codeSvi) + 1));
  expect(await renouveler('I2', { tirage: Number(DONNE) - 10_000 })).toBe(String(Number(DONNE) + 1));
  expect(await renouveler('I2', { tirage: 1_111 })).toBe('11112');
});

test('partie avec un code qu’une autre a eu puis changé, une aide ne revient pas avec lui ; et le sien se change encore', async () => {
  const partie = 'I5;MME;AUBERT;Djeneba;SUD;;48261;01/01/2024;30/09/2026';
  const autres = [ligne('I1', ''), ligne('I2', ''), ligne('I3', '83914'), ligne('I4', ''), ligne('I6', '48261')];
  await importer([...autres, partie]);
  expect([(await aide('I5')).codeSvi, (await aide('I6')).codeSvi]).toEqual(['48261', '48261']);
  expect(await renouveler('I6', { tirage: 50_273 })).toBe('60273');
  expect(await renouveler('I5', { tirage: 50_384 })).toBe('60384');
  await importer([...autres, partie]);
  await importer([...autres, ligne('I5', '48261')]);
  expect((await aide('I5')).codeSvi).toBe('60384');
});

test('une aide qui avait encore l’ancien code d’une autre en reçoit un autre à son retour', async () => {
  const autres = [ligne('I1', ''), ligne('I2', ''), ligne('I3', '83914'), ligne('I4', ''), ligne('I5', '')];
  await importer([...autres, ligne('I6', '57304'), 'I7;MME;AUBERT;Djeneba;SUD;;57304;01/01/2024;30/09/2026']);
  await renouveler('I6', { tirage: 51_496 });
  await importer([...autres, ligne('I6', ''), ligne('I7', '57304')]);
  expect((await aide('I7')).codeSvi).not.toBe('57304');
});

test('l’acte est au journal ; ni l’ancien code ni le nouveau ne restent hors du dossier', async () => {
  const { codeSvi: ancien } = await aide('I3');
  const nouveau = await renouveler('I3', { tirage: 40_001 });
  const traces = JSON.stringify(await lirePlage<object>(b.magasin, BASE_CENTRALE, { debut: '', fin: '\uffff' }));
  expect(traces).not.toContain(`"${ancien}"`);
  expect(traces).not.toContain(`"${nouveau}"`);
  const { entrees } = await lireAudit(b.magasin, { action: 'CODE_AIDE' });
  expect(entrees[0]).toMatchObject({ auteur: 'gestion01', objet: 'I3' });
});

test('refusé pour l’aide d’une autre antenne comme pour une inconnue, et pendant un import', async () => {
  const avant = await aide('I2');
  expect(await renouveler('I2', { antennes: ['OUEST'] })).toBe('INTERVENANT_AUTRE_ANTENNE');
  expect(await renouveler('INCONNUE')).toBe('INTERVENANT_AUTRE_ANTENNE');
  const pendant = await avecVerrou(
    b.magasin,
    () => MAINTENANT,
    () => renouveler('I2'),
  );
  expect(pendant).toBe('ECRITURE_EN_COURS');
  expect(await aide('I2')).toEqual(avant);
});
