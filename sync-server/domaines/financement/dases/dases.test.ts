import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { lireFichier } from '#shared/formats/codec-lecture';
import { DASES_COMPLEMENTAIRE } from '#shared/formats/dases-complementaire/dases-complementaire';
import type { Instant, Mois } from '#shared/temps/types';
import { ouvrirValidateur } from '../../../adapters/xml/schema';
import { rattraper } from '../../../transitions/rattraper';
import { cloturer } from '../../cloture/clore/cloturer';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancEnvois, MOIS, ouvrirBancEnvois, TABLE_REGLEE, USAGERS } from '../testing/banc-envois';
import { ecrireDases } from './ecrire';

const SUIVANT = '2026-11' as Mois;
let b: BancEnvois;
const ecrire = async (plus: Partial<BancEnvois['ports']> = {}, mois: Mois = MOIS) => {
  const vers = await b.dossier();
  const r = await ecrireDases({ ...b.ports, ...plus }, { mois, vers, auteur: 'CLI:essai' });
  const contenus: Record<string, string> = {};
  for (const nom of (await readdir(vers)).sort()) contenus[nom] = await readFile(join(vers, nom), 'utf8');
  return { r, contenus };
};

describe('files of the DASES', () => {
  beforeAll(async () => {
    b = await ouvrirBancEnvois();
  });
  afterAll(() => b.fermer());

  it('an open month gives none, and says which antennas', async () => {
    const { r, contenus } = await ecrire();
    expect(r.ok ? '' : r.refus).toMatchObject({ code: 'MOIS_OUVERT', message: expect.stringContaining('Sud') });
    expect(contenus).toEqual({});
  });

  it('[CL-5] hold only what APA, ASL and PCH pay, by a prise en charge open in SALSA', async () => {
    await b.clore();
    const { r, contenus } = await ecrire();
    expect(r.ok).toBe(true);
    expect(Object.keys(contenus)).toEqual(
      ['DASES_202610.xml', 'DASES_BRUTES_202610.csv', 'DASES_CORRIGEES_202610.csv'].flatMap((n) => [n, `${n}.sha256`]),
    );
    for (const nom of Object.keys(contenus).filter((n) => !n.endsWith('.sha256'))) {
      const somme = createHash('sha256')
        .update(contenus[nom] ?? '')
        .digest('hex');
      expect(contenus[`${nom}.sha256`]).toBe(`${somme}  ${nom}\n`);
    }
    // M2 is not open in SALSA, M3 is the CNAV's. The visit of M4 is shared, and only its first hour is the Département's.
    expect(contenus['DASES_CORRIGEES_202610.csv']?.split('\r\n')).toEqual([
      'numero_pec;dispositif;id_millesime;id_intervenant;debut;fin;duree;minutes_complementaires;motif_correction;code_prestation;minutes_financees;decalage_debut;decalage_fin',
      'P1;APA;M1;I1;05/10/2026 08:31;05/10/2026 09:30;59;0;;AD;;;',
      'P1;APA;M1;I1;25/10/2026 02:30;25/10/2026 03:30;120;0;OUBLI_TOTAL;AD;;+02:00;',
      'P4A;PCH;M4;I2;05/10/2026 10:00;05/10/2026 11:00;60;0;;AD;30;;',
      'P4B;ASL_PA;M4;I2;05/10/2026 10:00;05/10/2026 11:00;60;0;;AD;30;;',
      '#FIN;4',
      '',
    ]);
    expect(contenus['DASES_BRUTES_202610.csv']?.split('\r\n')).toEqual([
      'numero_pec;dispositif;id_millesime;id_intervenant;arrivee;depart;statut;numero_appelant;id_pointage_arrivee;id_pointage_depart;source',
      'P1;APA;M1;I1;05/10/2026 08:31;05/10/2026 09:30;COMPLETE;+33199004964;A1;D1;REPRISE',
      'P4A;PCH;M4;I2;05/10/2026 10:00;05/10/2026 11:00;COMPLETE;;A4;D4;REPRISE',
      'P4B;ASL_PA;M4;I2;05/10/2026 10:00;05/10/2026 11:00;COMPLETE;;A4;D4;REPRISE',
      '#FIN;3',
      '',
    ]);
  });

  it('[CL-5] ESPPADOM DELIVERY: valid, one notice a visit and prise en charge, raw and retained hours, minutes exact', async () => {
    const { contenus } = await ecrire();
    const xml = contenus['DASES_202610.xml'] ?? '';
    const schema = ouvrirValidateur();
    expect(schema.faute(xml)).toBeUndefined();
    schema.fermer();
    const valeurs = (nom: string): string[] =>
      [...xml.matchAll(new RegExp(`<${nom}[^>]*>([^<]*)<`, 'g'))].map((m) => m[1] ?? '');
    expect(valeurs('qdt:GlobalID')).toEqual(['P1', 'P1', 'P4A', 'P4B']);
    expect(valeurs('ram:BilledQuantity')).toEqual(['0.9833333333', '2', '0.5', '0.5']);
    expect(valeurs('qdt:ID')).toEqual(['APA', 'APA', 'PCH', 'AM']);
    expect(valeurs('qdt:StartDateTime').slice(0, 2)).toEqual([
      '2026-10-05T08:31:00+02:00',
      '2026-10-25T02:30:00+02:00',
    ]);
    expect(valeurs('qdt:EndDateTime')[1]).toBe('2026-10-25T03:30:00+01:00');
    expect(valeurs('ram:CertifiedDateTime').slice(0, 2)).toEqual([
      '2026-10-05T08:31:12+02:00',
      '2026-10-05T09:30:40+02:00',
    ]);
    expect(new Set(valeurs('ram:IssueDateTime'))).toEqual(new Set(['2026-11-05T09:00:00+01:00']));
    // [CO-1] From the facts: one has no punch at all; of the others both punches stand, and nothing is to be said.
    expect(valeurs('ram:TypeCode')).toEqual(['CRE']);
    expect(new Set(valeurs('ram:ID')).size).toBe(4);
    expect(xml).toContain('<pie:Name>Paris APA &amp; autonomie</pie:Name>');
    expect(xml).not.toMatch(/M2|M3|P2|P3|P4C/);
  });

  it('[CL-2] same bytes each time; the layout is the table’s, which prepares again only what has not left', async () => {
    const [un, deux] = [await ecrire(), await ecrire()];
    expect(deux).toEqual(un);
    const table = {
      ...TABLE_REGLEE,
      corrigees: ['minutes_financees', { champ: 'numero_pec', nom: 'N° de plan' }, 'debut'],
      esppadom: { ...TABLE_REGLEE.esppadom, ecrit: false },
    };
    const autre = await ecrire({ table });
    expect(autre.contenus['DASES_CORRIGEES_202610.csv']?.split('\r\n').slice(0, 2)).toEqual([
      'minutes_financees;N° de plan;debut;decalage_debut;decalage_fin',
      ';P1;05/10/2026 08:31;;',
    ]);
    expect(autre.contenus['DASES_BRUTES_202610.csv']).toBe(un.contenus['DASES_BRUTES_202610.csv']);
    expect(autre.contenus['DASES_202610.xml']).toBeUndefined();
  });

  it('[CL-4, CL-5] a late correction leaves with the next closing, in the limits of each side; its month does not change', async () => {
    const avant = (await ecrire()).contenus;
    const apres = '2026-12-05T08:00:00Z' as Instant;
    const tardives = [
      'T1;06/11/2026 10:00:00;anne;MINUTES;A1;;;;;;;15;ATTENTE_PORTE;;',
      'T2;06/11/2026 10:00:00;anne;MINUTES;A2;;;;;;;15;ATTENTE_PORTE;;',
      'T3;06/11/2026 10:00:00;anne;SUPPRESSION;A4;;;;;;;;ABSENCE_USAGER;;',
    ];
    await b.importer({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', tardives) }, { a: '2026-11-07T08:00:00Z' });
    const clos = await cloturer(
      { magasin: b.magasin, horloge: () => apres, rattraper: () => rattraper(b.magasin, () => apres) },
      { mois: SUIVANT, antennes: codesAntennes(), motif: 'essai', auteur: 'CLI:essai' },
    );
    expect(clos.ok ? '' : clos.refus.message).toBe('');
    const { contenus } = await ecrire({}, SUIVANT);
    const lu = lireFichier(DASES_COMPLEMENTAIRE, contenus['DASES_COMPLEMENTAIRE_202611.csv'] ?? '');
    if (!lu.ok) throw new Error(lu.raison);
    expect(
      lu.lignes.map(({ valeur: v }) => [
        v.numero_pec,
        v.ancien_minutes_complementaires,
        v.nouveau_minutes_complementaires,
        v.ancien_minutes_financees,
        v.nouveau_minutes_financees,
        v.mois_origine,
      ]),
    ).toEqual([
      ['P1', 0, 15, 59, 74, '2026-10'],
      ['P4A', 0, undefined, 30, undefined, '2026-10'],
      ['P4B', 0, undefined, 30, undefined, '2026-10'],
    ]);
    expect((await ecrire()).contenus).toEqual(avant);
  });

  /** Closes a month of all antennas on the 5th of the next one, and reads what of it is complementary. */
  const cloreEtLire = async (mois: Mois, le: string) => {
    const apres = le as Instant;
    const clos = await cloturer(
      { magasin: b.magasin, horloge: () => apres, rattraper: () => rattraper(b.magasin, () => apres) },
      { mois, antennes: codesAntennes(), motif: 'essai', auteur: 'CLI:essai' },
    );
    expect(clos.ok ? '' : clos.refus.message).toBe('');
    return lireComplementaire(mois);
  };
  const lireComplementaire = async (mois: Mois) => {
    const texte = (await ecrire({}, mois)).contenus[`DASES_COMPLEMENTAIRE_${mois.replace('-', '')}.csv`];
    if (texte === undefined) return [];
    const lu = lireFichier(DASES_COMPLEMENTAIRE, texte);
    if (!lu.ok) throw new Error(lu.raison);
    return lu.lignes.map(({ valeur: v }) => [
      v.numero_pec,
      v.ancien_minutes_financees,
      v.nouveau_minutes_financees,
      v.mois_origine,
    ]);
  };
  const salsa = (numero: string, de: string, a: string) =>
    USAGERS.replace(new RegExp(`(;${numero};.*;)${de}\\r`), `$1${a}\r`);

  it('[CL-5] a right opened late in SALSA: its past hours leave with the next sending, once, and are then corrected as told', async () => {
    const [DECEMBRE, JANVIER, FEVRIER] = ['2026-12', '2027-01', '2027-02'] as [Mois, Mois, Mois];
    const novembre = await lireComplementaire(SUIVANT);
    await b.importer({ 'USAGERS_20261210.csv': salsa('P2', 'N', 'O') }, { a: '2026-12-10T08:00:00Z' });
    // As corrected since: 60 min, and 15 more.
    expect(await cloreEtLire(DECEMBRE, '2027-01-05T08:00:00Z')).toEqual([['P2', undefined, 75, '2026-10']]);
    // [CL-3] The message tells it for the first time, raw and retained hours; a visit that was known leaves by its row alone.
    const xml = async (mois: Mois) => (await ecrire({}, mois)).contenus[`DASES_${mois.replace('-', '')}.xml`] ?? '';
    const notices = async (mois: Mois) =>
      [...(await xml(mois)).matchAll(/<qdt:GlobalID[^>]*>([^<]*)</g)].map((m) => m[1] ?? '');
    expect(await notices(SUIVANT)).toEqual([]);
    expect(await notices(DECEMBRE)).toEqual(['P2']);
    const message = await xml(DECEMBRE);
    const schema = ouvrirValidateur();
    expect(schema.faute(message)).toBeUndefined();
    schema.fermer();
    expect(message).toMatch(/<ram:BilledQuantity[^>]*>1\.25</);
    expect(message).toContain('<ram:CertifiedDateTime>2026-10-05T10:00:00+02:00</ram:CertifiedDateTime>');
    const tardive = ['T4;06/01/2027 10:00:00;anne;MINUTES;A2;;;;;;;20;ATTENTE_PORTE;;'];
    await b.importer({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', tardive) }, { a: '2027-01-07T08:00:00Z' });
    expect(await cloreEtLire(JANVIER, '2027-02-05T08:00:00Z')).toEqual([['P2', 75, 80, '2026-10']]);
    expect(await notices(JANVIER)).toEqual([]);
    // Closed, then opened again: all was told.
    await b.importer({ 'USAGERS_20270206.csv': USAGERS }, { a: '2027-02-06T08:00:00Z' });
    expect(await cloreEtLire(FEVRIER, '2027-03-05T08:00:00Z')).toEqual([]);
    await b.importer({ 'USAGERS_20270306.csv': salsa('P2', 'N', 'O') }, { a: '2027-03-06T08:00:00Z' });
    expect(await cloreEtLire('2027-03' as Mois, '2027-04-05T08:00:00Z')).toEqual([]);
    // What was made stays as it was made.
    expect(await lireComplementaire(DECEMBRE)).toEqual([['P2', undefined, 75, '2026-10']]);
    expect(await xml(DECEMBRE)).toBe(message);
    expect(await lireComplementaire(SUIVANT)).toEqual(novembre);
  });
});
