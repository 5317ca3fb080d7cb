import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SORTI_APRES_J } from '#shared/domain/pointage/sorti';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { contexteDe } from '../plivo/contexte';
import { donneesDEssai, donneesDe, dossierTemporaire, intervenantLocal, usagerLocal, VU_LE } from '../testing/atelier';
import { donneesVides, indexer, partDe, partVide, type RattachementLocal, type UsagerLocal } from './annuaire';
import { appliquer, estSuivi } from './documents';
import { ecrireAnnuaire, lireAnnuaire } from './fichier';

const JOUR = '2026-10-01' as DateCivile;
const date = (d: string) => d as DateCivile;

const geste = (usagerId: string, plus: Partial<RattachementLocal> = {}): RattachementLocal => ({
  id: usagerId,
  geste: 'RATTACHER',
  numero: '+33199000001',
  usagerId,
  instant: VU_LE as Instant,
  ...plus,
});

describe('recherches', () => {
  test('a code is that of an aide active on the day of the call, both ends included', () => {
    const a = indexer(
      donneesDe([], [intervenantLocal('I1', '71248', { dateDebut: date('2026-03-01'), dateFin: date('2026-09-30') })]),
    );
    const trouve = (d: string) => a.intervenantDuCode('71248', date(d))?.id;
    expect(['2026-02-28', '2026-03-01', '2026-09-30', '2026-10-01'].map(trouve)).toEqual([
      undefined,
      'I1',
      'I1',
      undefined,
    ]);
    expect(a.intervenantDuCode('', JOUR)).toBeUndefined();
  });

  test('[PT-4] the code of a last evening is good until noon of the day after, unless an aide who is there has it', () => {
    const ancienne = intervenantLocal('I1', '71248', { dateFin: date('2026-11-30') });
    const trouve = (quand: string, ...autres: Parameters<typeof donneesDe>[1]) =>
      contexteDe(
        { appelId: 'A', instant: paris(quand) },
        indexer(donneesDe([], [ancienne, ...autres])),
        {},
        () => false,
      ).intervenantDuCode('71248')?.id;
    expect(
      ['2026-11-30 22:30', '2026-12-01 00:30', '2026-12-01 11:59', '2026-12-01 12:00'].map((q) => trouve(q)),
    ).toEqual(['I1', 'I1', 'I1', undefined]);
    const nouvelle = intervenantLocal('I2', '71248', { dateDebut: date('2026-12-01') });
    expect([trouve('2026-11-30 22:30', nouvelle), trouve('2026-12-01 00:30', nouvelle)]).toEqual(['I1', 'I2']);
  });

  test('a code handed on is the new aide’s, even if the former never got an end date', () => {
    const a = indexer(
      donneesDe(
        [],
        [intervenantLocal('I1', '71248', { absentDepuis: date('2026-09-30') }), intervenantLocal('I2', '71248')],
      ),
    );
    expect(a.intervenantDuCode('71248', JOUR)?.id).toBe('I2');
  });

  test('[CL-1] an usager who stands in two antennas is one usager, as last seen', () => {
    const donnees = donneesDe([usagerLocal('M1', 'Jeanne', { telephones: ['+33199000001'] })], []);
    partDe(donnees, 'SUD').usagers['usager:M1'] = usagerLocal('M1', 'Jeanne', {
      telephones: ['+33199000002'],
      antenne: 'SUD',
      vuLe: '2026-10-02T00:00:00Z',
    });
    const a = indexer(donnees);
    expect(a.usagersDuNumero('+33199000001', JOUR)).toEqual([]);
    expect(a.usagersDuNumero('+33199000002', JOUR).map((u) => u.antenne)).toEqual(['SUD']);
    expect(a.nombreUsagers).toBe(1);
  });

  test('[PT-5] a number attached by a manager is the usager’s; whoever left the files comes after those who are there', () => {
    const donnees = donneesDe(
      [
        usagerLocal('M1', 'Jeanne', { telephones: ['+33199000001'], absentDepuis: date('2026-06-01') }),
        usagerLocal('M2', 'Luc'),
      ],
      [],
    );
    const ids = () =>
      indexer(donnees)
        .usagersDuNumero('+33199000001', JOUR)
        .map((u) => u.id);
    expect(ids()).toEqual(['M1']);
    partDe(donnees, 'CENTRE').rattachements['rattachement:x'] = geste('M2');
    expect(ids()).toEqual(['M2']);
    partDe(donnees, 'CENTRE').rattachements['rattachement:y'] = geste('inconnu');
    expect(ids()).toEqual(['M2']);
  });

  test('[PT-5] whose a number is, on the civil date of the call: handed on from a date, taken back, given again', () => {
    const donnees = donneesDe(
      [usagerLocal('M1', 'Jeanne', { telephones: ['+33199000001'] }), usagerLocal('M2', 'Luc')],
      [],
    );
    const { rattachements } = partDe(donnees, 'SUD');
    const ids = (d: string) =>
      indexer(donnees)
        .usagersDuNumero('+33199000001', date(d))
        .map((u) => u.id);
    // Moved: taken back from the one and given to the other on a same day.
    rattachements['rattachement:1'] = geste('M1', { id: '1', geste: 'DETACHER', depuis: date('2026-10-10') });
    rattachements['rattachement:2'] = geste('M2', { id: '2', depuis: date('2026-10-10') });
    expect(['2026-10-09', '2026-10-10', '2027-01-01'].map(ids)).toEqual([['M1'], ['M2'], ['M2']]);
    // Shared by both for a week, by a later gesture.
    rattachements['rattachement:3'] = geste('M1', {
      id: '3',
      depuis: date('2026-10-20'),
      instant: '2026-10-02T00:00:00Z' as Instant,
    });
    expect(['2026-10-19', '2026-10-20'].map(ids)).toEqual([['M2'], ['M1', 'M2']]);
    // Said not to be someone's: no word of whose it is.
    rattachements['rattachement:4'] = geste('M2', {
      id: '4',
      geste: 'ECARTER',
      instant: '2026-10-03T00:00:00Z' as Instant,
    });
    expect(ids('2026-10-20')).toEqual(['M1', 'M2']);
    // Detached without a date: never was theirs, not even by the file.
    rattachements['rattachement:5'] = geste('M1', {
      id: '5',
      geste: 'DETACHER',
      instant: '2026-10-04T00:00:00Z' as Instant,
    });
    expect(['2026-10-01', '2026-10-20'].map(ids)).toEqual([[], ['M2']]);
  });

  test('the code of an usager who left the files is no longer a code', () => {
    const a = indexer(
      donneesDe(
        [
          usagerLocal('M1', 'J', { codeUsager: '111111', absentDepuis: date('2026-06-01') }),
          usagerLocal('M2', 'L', { codeUsager: '222222' }),
        ],
        [],
      ),
    );
    expect(a.usagerDuCode('111111', JOUR)).toBeUndefined();
    expect(a.usagerDuCode('222222', JOUR)?.id).toBe('M2');
  });

  test('[PT-4] who is missing from the files for some days keeps her code, unless somebody who is there has it', () => {
    const absentDepuis = date('2026-09-30');
    const absente = usagerLocal('M1', 'Jeanne', { codeUsager: '111111', absentDepuis });
    const trouve = (d: string, ...autres: UsagerLocal[]) =>
      indexer(donneesDe([absente, ...autres], [])).usagerDuCode('111111', date(d))?.id;
    const dernier = ajouterJours(absentDepuis, SORTI_APRES_J - 1);
    expect(['2026-09-30', dernier, ajouterJours(dernier, 1)].map((d) => trouve(d))).toEqual(['M1', 'M1', undefined]);
    expect(trouve('2026-09-30', usagerLocal('M2', 'Luc', { codeUsager: '111111' }))).toBe('M2');
  });

  test('[PT-5] of a couple, one missing from a day’s file is still offered, by the same key; once gone for good, no more', () => {
    const telephones = ['+33199000001'];
    const absentDepuis = date('2026-09-30');
    const a = indexer(
      donneesDe(
        [usagerLocal('M1', 'Jeanne', { telephones, absentDepuis }), usagerLocal('M2', 'Luc', { telephones })],
        [],
      ),
    );
    const ids = (d: string) => a.usagersDuNumero('+33199000001', date(d)).map((u) => u.id);
    const dernier = ajouterJours(absentDepuis, SORTI_APRES_J - 1);
    expect(['2026-09-30', dernier, ajouterJours(dernier, 1)].map(ids)).toEqual([['M1', 'M2'], ['M1', 'M2'], ['M2']]);
  });

  test('[PT-5] what a gesture did that was withdrawn is undone: of a couple, both are offered again; known from two antennas, it is one', () => {
    const telephones = ['+33199000001'];
    const donnees = donneesDe(
      [usagerLocal('M1', 'Jeanne', { telephones }), usagerLocal('M2', 'Luc', { telephones })],
      [],
    );
    const ids = () =>
      indexer(donnees)
        .usagersDuNumero('+33199000001', JOUR)
        .map((u) => u.id);
    const detache = geste('M1', { id: '1', geste: 'DETACHER' });
    const annule = geste('M1', { id: '2', retire: '1', instant: '2026-10-02T00:00:00Z' as Instant });
    for (const code of ['SUD', 'EST'] as const) partDe(donnees, code).rattachements['rattachement:1'] = detache;
    expect(ids()).toEqual(['M2']);
    partDe(donnees, 'EST').rattachements['rattachement:2'] = annule;
    expect(ids()).toEqual(['M1', 'M2']);
    // Of a couple still, and of no gesture: given to one of them alone by the file, it is theirs alone.
    partDe(donnees, 'CENTRE').usagers['usager:M1'] = usagerLocal('M1', 'Jeanne', { vuLe: '2026-10-03T00:00:00Z' });
    expect(ids()).toEqual(['M2']);
  });

  test('[PT-5] a number whose usager the files have given another id is the new one’s alone, without a code', () => {
    const telephones = ['+33199000001'];
    const ancienne = { telephones, absentDepuis: date('2026-09-30'), codeUsager: '111111' };
    const de = (prenom: string) =>
      indexer(donneesDe([usagerLocal('M1', prenom, ancienne), usagerLocal('M9', 'Zoé', { telephones })], []))
        .usagersDuNumero('+33199000001', JOUR)
        .map((u) => u.id);
    expect([de('ZOE'), de('Luc')]).toEqual([['M9'], ['M1', 'M9']]);
  });
});

const usager = {
  _id: 'usager:M1',
  _rev: '1-a',
  type: 'usager',
  id: 'M1',
  civilite: 'MME',
  nom: 'DUPONT-SECRET',
  prenom: 'Jeanne',
  adresse: '1 rue Cachée',
  dateNaissance: '1930-01-01',
  telephones: ['+33199000001'],
  antennes: [
    { antenne: 'CENTRE', depuis: '0001-01-01' },
    { antenne: 'SUD', depuis: '2026-09-01' },
    { antenne: 'EST', depuis: '2027-01-01' },
  ],
  vuLe: '2026-10-01T00:00:00Z',
};

describe('documents du magasin', () => {
  test('of an usager only what the SVI needs is kept: no family name, no address, no birth date', () => {
    const part = partVide();
    expect(appliquer(part, usager, JOUR)).toBe(true);
    expect(part.usagers['usager:M1']).toMatchObject({ initiale: 'D', antenne: 'SUD' });
    expect(JSON.stringify(part)).not.toMatch(/SECRET|Cachée|1930/);
  });

  test('[CL-1] of two copies, the one that the files changed last holds, whichever feed tells it', () => {
    const donnees = donneesVides();
    const change = { ...usager, telephones: ['+33199000002'], changeLe: '2026-10-02T00:00:00Z' };
    appliquer(partDe(donnees, 'SUD'), change, JOUR);
    appliquer(partDe(donnees, 'EST'), usager, JOUR);
    expect(indexer(donnees).usagersDuNumero('+33199000002', JOUR)).toHaveLength(1);
    appliquer(partDe(donnees, 'CENTRE'), usager, JOUR);
    expect(indexer(donnees).usagersDuNumero('+33199000001', JOUR)).toEqual([]);
  });

  test('a deletion takes away; other types change nothing; a malformed document leaves what was known', () => {
    const part = partVide();
    appliquer(part, usager, JOUR);
    const avant = structuredClone(part);
    expect(appliquer(part, { _id: 'intervention:2026-10-01:x', type: 'intervention' }, JOUR)).toBe(true);
    for (const mauvais of [
      { ...usager, telephones: 'x' },
      { ...usager, antennes: [] },
      null,
      4,
      { _id: 'intervenant:1', type: 'intervenant' },
    ]) {
      expect(appliquer(part, mauvais, JOUR)).toBe(false);
    }
    expect(part).toEqual(avant);
    expect(appliquer(part, { _id: 'usager:M1', _deleted: true }, JOUR)).toBe(true);
    expect(part.usagers).toEqual({});
  });
});

test('what the pairing deletes at each punch is nothing of the directory, by its id', () => {
  expect(['usager:M1', 'intervenant:I1', 'rattachement:2026-10-01:x'].map(estSuivi)).toEqual([true, true, true]);
  expect(['intervention:2026-10-01:x', 'alerte:2026-10-01:x', 'usagers:x'].map(estSuivi)).toEqual([
    false,
    false,
    false,
  ]);
});

test('[PT-4] the telephone said of an antenna is that of the screens on the day of the call, else that of the environment', () => {
  const telephones = [
    { depuis: date('2026-10-01'), valeur: { SUD: '+33145000001' } },
    { depuis: date('2026-11-01'), valeur: { SUD: '+33145000002' } },
  ];
  const dit = (quand: string) => {
    const environnement = { SUD: '0144000009', EST: '0144000008', CENTRAL: '0144000000' };
    const index = indexer(donneesVides(), telephones);
    const c = contexteDe({ appelId: 'A', instant: paris(quand) }, index, environnement, () => false);
    return [c.telephoneAntenne('SUD'), c.telephoneAntenne('EST'), c.telephoneAntenne(undefined)];
  };
  const reste = ['0144000008', '0144000000'];
  expect(dit('2026-09-30 12:00')).toEqual(['0144000009', ...reste]);
  expect(dit('2026-10-31 23:59')).toEqual(['+33145000001', ...reste]);
  expect(dit('2026-11-01 00:00')).toEqual(['+33145000002', ...reste]);
});

describe('fichier local', () => {
  test('what was written is read again', async () => {
    const chemin = join(await dossierTemporaire(), 'annuaire.json');
    const donnees = donneesDEssai();
    partDe(donnees, 'SUD').rattachements['rattachement:1'] = geste('M1', { numero: '+33199000002', depuis: JOUR });
    partDe(donnees, 'SUD').rattachements['rattachement:2'] = geste('M2', { numero: '+33199000002', geste: 'DETACHER' });
    const telephones = [{ depuis: JOUR, valeur: { SUD: '+33145000001' } }];
    await ecrireAnnuaire(chemin, donnees, telephones);
    expect(await lireAnnuaire(chemin)).toEqual({ donnees, telephones });
    expect(indexer((await lireAnnuaire(chemin)).donnees).usagersDuNumero('+33199000002', JOUR)).toHaveLength(2);
  });

  test('of who had left the files as an earlier version wrote it, nothing serves', async () => {
    const chemin = join(await dossierTemporaire(), 'annuaire.json');
    const { vuLe, ...reste } = usagerLocal('M1', 'Jeanne', { codeUsager: '111111' });
    const usagers = { 'usager:M1': { ...reste, absent: true, vuLe } };
    const CENTRE = { usagers, intervenants: {}, rattachements: {} };
    await writeFile(chemin, JSON.stringify({ version: 1, antennes: { CENTRE } }));
    expect(indexer((await lireAnnuaire(chemin)).donnees).usagerDuCode('111111', JOUR)).toBeUndefined();
    usagers['usager:M1'].absent = false;
    await writeFile(chemin, JSON.stringify({ version: 1, antennes: { CENTRE } }));
    expect(indexer((await lireAnnuaire(chemin)).donnees).usagerDuCode('111111', JOUR)?.id).toBe('M1');
  });

  test('absent: empty; damaged: empty, and said', async () => {
    const chemin = join(await dossierTemporaire(), 'annuaire.json');
    expect(await lireAnnuaire(chemin)).toEqual({ donnees: donneesVides(), telephones: [] });
    await writeFile(chemin, '{"version":1,"antennes":{"CENTRE":{"usag');
    const lu = await lireAnnuaire(chemin);
    expect(lu.donnees).toEqual(donneesVides());
    expect(lu.erreur).toBeTruthy();
  });
});
