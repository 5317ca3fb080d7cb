import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { lireFichier } from '#shared/formats/codec-lecture';
import { RESTITUTION } from '#shared/formats/restitution/restitution';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lireUn } from '../../../store/lire';
import { rattraper } from '../../../transitions/rattraper';
import { cloreMois } from '../../financement/testing/banc-envois';
import { type Banc, FINANCEURS, fichier, ligneUsager, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { restituer } from './restituer';

let banc: Banc;
beforeAll(async () => {
  banc = await ouvrirBanc();
});
afterAll(() => banc.fermer());

/** Since the last file, by usager. */
const lire = async (date: string) => {
  const r = await faire(date);
  if (typeof r === 'string') throw new Error(r);
  return r.visites.map(
    (v) => `${v.id_millesime} ${v.duree ?? '-'} ${v.minutes_complementaires} ${v.anomalies.join('|')}`,
  );
};
const faire = async (date: string, a = `${date}T05:45:00Z`) => {
  const horloge = () => a as Instant;
  const ports = { magasin: banc.magasin, horloge, rattraper: () => rattraper(banc.magasin, horloge) };
  const r = await restituer(ports, { date: date as DateCivile, auteur: 'essai' });
  if (!r.ok) return r.refus.code;
  const lu = lireFichier(RESTITUTION, new TextDecoder().decode(r.valeur.contenu));
  if (!lu.ok) throw new Error(lu.raison);
  return {
    texte: new TextDecoder().decode(r.valeur.contenu),
    visites: lu.lignes.map((l) => l.valeur),
    lignes: lu.lignes.map(
      ({ valeur: v }) => `${v.id_millesime} ${v.statut_brut ?? '-'} ${v.statut_retenu} ${v.duree ?? '-'}`,
    ),
  };
};
const lignes = async (date: string) => {
  const r = await faire(date);
  return typeof r === 'string' ? r : r.lignes;
};

const PLANNING = [
  'V1;M1;I1;02/11/2026 08:30;02/11/2026 09:30;AD',
  'V2;M2;I2;02/11/2026 10:00;02/11/2026 11:00;AD',
  'V3;M1;I1;03/11/2026 08:30;03/11/2026 09:30;AD',
  'V4;M2;I2;04/11/2026 10:00;04/11/2026 11:00;AD',
];
const A = 'P1;02/11/2026 08:31:00;A;I1;M1;';
const D = 'P2;02/11/2026 09:29:00;D;I1;M1;';
const DEPART_TARDIF = 'P3;02/11/2026 11:02:00;D;I2;M2;';

it('the visits of the day before, then only what changed since, a missed day included', async () => {
  await banc.importer(
    {
      ...SERVICE,
      'PLANNING_202611.csv': fichier('PLANNING', PLANNING),
      'POINTAGES_202611.csv': fichier('POINTAGES', [A, D]),
    },
    { a: '2026-11-02T22:00:00Z' },
  );
  const premiere = await faire('2026-11-03');
  expect(premiere).toMatchObject({ lignes: ['M1 COMPLETE COMPLETE 58', 'M2 NON_POINTEE NON_POINTEE -'] });
  // Once more: the same bytes, whatever has happened since.
  await banc.importer(
    { 'POINTAGES_202611.csv': fichier('POINTAGES', [A, D, DEPART_TARDIF]) },
    { a: '2026-11-03T09:00:00Z' },
  );
  expect(await faire('2026-11-03', '2026-11-03T20:00:00Z')).toEqual(premiere);
  // On the 4th nobody asked: the 5th tells the 3rd and the 4th, and the late punch; not what has not changed.
  // The planned visit that was told as not punched is undone: the late punch is the visit now, under its own id.
  expect(await lignes('2026-11-05')).toEqual([
    'M1 NON_POINTEE NON_POINTEE -',
    'M2 SANS_ARRIVEE SANS_ARRIVEE -',
    'M2 - ANNULEE -',
    'M2 NON_POINTEE NON_POINTEE -',
  ]);
  expect(await lignes('2026-11-06')).toEqual([]);
});

it('a correction of an old visit comes back the next morning', async () => {
  const correction = 'C1;06/11/2026 10:00:00;anne;SUPPRESSION;P1;;;;;;;;ABSENCE_USAGER;;';
  await banc.importer(
    { 'CORRECTIONS_202611.csv': fichier('CORRECTIONS', [correction]) },
    { a: '2026-11-06T12:00:00Z' },
  );
  expect(await lignes('2026-11-07')).toEqual(['M1 COMPLETE ANNULEE -']);
});

it('a day that is past and was not made is refused in words', async () => {
  expect(await faire('2026-11-04', '2026-11-08T08:00:00Z')).toBe('RESTITUTION_ABSENTE');
});

it('in a restored store, where sequences mean nothing, what was told is compared again', async () => {
  const correction = 'C2;08/11/2026 10:00:00;anne;RETABLISSEMENT;P1;;;;;;;;ERREUR_PLANNING;;';
  await banc.importer(
    {
      'CORRECTIONS_202611.csv': fichier('CORRECTIONS', [
        'C1;06/11/2026 10:00:00;anne;SUPPRESSION;P1;;;;;;;;ABSENCE_USAGER;;',
        correction,
      ]),
    },
    { a: '2026-11-08T12:00:00Z' },
  );
  const derniere = await lireUn<object>(banc.magasin, BASE_CENTRALE, 'restitution:2026-11-07');
  const sequences = Object.fromEntries(codesAntennes().map((a) => [a, '999999']));
  await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...derniere, histoire: 'une autre', sequences }]);
  expect(await lignes('2026-11-09')).toEqual(['M1 COMPLETE CORRIGEE 58']);
  expect(await lignes('2026-11-10')).toEqual([]);
});

it('[DU-2] a usager whose plan now rounds otherwise: the visits told before come back with their minutes, those of nobody else', async () => {
  const usagers = (financeur: string) =>
    fichier('USAGERS', [
      ligneUsager('M1', { financeur, pec: `P-${financeur}` }),
      ligneUsager('M2', { antenne: 'EST' }),
    ]);
  await banc.importer(
    {
      'FINANCEURS.csv': FINANCEURS.replace(
        '#FIN;2',
        'CNAV30;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;30;PROCHE;26,30\r\n#FIN;3',
      ),
      'USAGERS_20261110.csv': usagers('CNAV').replace('LEBRUN', 'LEBRUN-ROY'),
    },
    { a: '2026-11-10T12:00:00Z' },
  );
  // A name changes no row.
  expect(await lignes('2026-11-11')).toEqual([]);
  await banc.importer(
    // Older than the other one, it comes first [FI-1].
    { 'USAGERS_20261111.csv': usagers('CNAV30').replace('01/06/2025', '01/01/2025') },
    { a: '2026-11-11T12:00:00Z' },
  );
  expect(await lignes('2026-11-12')).toEqual(['M1 COMPLETE CORRIGEE 60']);
  expect(await lignes('2026-11-13')).toEqual([]);
});

const financeurs = (...lignes: string[]) =>
  fichier('FINANCEURS', [
    'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;1;PROCHE;26,30',
    'CNAV30;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;30;PROCHE;26,30',
    'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
    'ASL;ASL;ASL_PA;01/01/2024;0;N;1;PROCHE;26,30',
    ...lignes,
  ]);
const AJOUT = 'APA;Paris APA;APA;01/01/2024;0;N;1;PROCHE;26,30';
const PLAN_APA = ligneUsager('M2', { antenne: 'EST', pec: 'PA', financeur: 'APA' });

it('[FI-5] APA and ASL valid on the day of a visit: it comes back with CUMUL_INTERDIT', async () => {
  await banc.importer(
    {
      'FINANCEURS.csv': financeurs(AJOUT),
      'USAGERS_20261113.csv': fichier('USAGERS', [
        ligneUsager('M1', { financeur: 'CNAV30', pec: 'P-CNAV30', debut: '01/01/2025' }),
        PLAN_APA,
        ligneUsager('M2', { antenne: 'EST', pec: 'PB', financeur: 'ASL', debut: '12/11/2026' }),
      ]),
      'PLANNING_202611.csv': fichier('PLANNING', [
        ...PLANNING,
        'V5;M2;I2;12/11/2026 10:00;12/11/2026 11:00;AD',
        'V6;M2;I2;13/11/2026 10:00;13/11/2026 11:00;AD',
      ]),
      'POINTAGES_202611.csv': fichier('POINTAGES', [
        A,
        D,
        DEPART_TARDIF,
        'P10;11/11/2026 10:00:00;A;I2;M2;',
        'P11;11/11/2026 10:52:00;D;I2;M2;',
        'P12;13/11/2026 10:00:00;A;I2;M2;',
        'P13;13/11/2026 10:52:00;D;I2;M2;',
      ]),
    },
    { a: '2026-11-13T12:00:00Z' },
  );
  expect((await lire('2026-11-14')).filter((l) => l.startsWith('M2 52'))).toEqual([
    'M2 52 0 HORS_PLANNING',
    'M2 52 0 CUMUL_INTERDIT',
  ]);
});

it('[DU-2] a funder that rounds otherwise from a day that is past: the visits of that day on come back with their minutes', async () => {
  await banc.importer(
    { 'FINANCEURS.csv': financeurs(AJOUT, 'APA;Paris APA;APA;10/11/2026;0;N;15;PROCHE;26,30') },
    { a: '2026-11-14T12:00:00Z' },
  );
  expect(await lire('2026-11-15')).toEqual(['M2 45 0 HORS_PLANNING', 'M2 45 0 CUMUL_INTERDIT']);
  // Received again as it stands, it changes nothing.
  await banc.importer(
    { 'FINANCEURS.csv': financeurs('APA;Paris APA;APA;10/11/2026;0;N;15;PROCHE;26,30', AJOUT) },
    { a: '2026-11-15T12:00:00Z' },
  );
  expect(await lire('2026-11-16')).toEqual([]);
});

it('[FI-9] a funder changed once the month is closed: a visit of that month keeps the minutes that its closing froze', async () => {
  expect(await cloreMois(banc, '2026-11' as Mois, '2026-12-05T08:00:00Z')).toBe('');
  await lire('2026-12-06');
  await banc.importer(
    {
      'FINANCEURS.csv': financeurs(
        'APA;Paris APA;APA;01/01/2024;0;N;30;PROCHE;26,30',
        'APA;Paris APA;APA;10/11/2026;0;N;30;PROCHE;26,30',
      ),
    },
    { a: '2026-12-06T12:00:00Z' },
  );
  expect(await lire('2026-12-07')).toEqual([]);
  await banc.importer(
    {
      'CORRECTIONS_202612.csv': fichier('CORRECTIONS', [
        'C9;07/12/2026 10:00:00;anne;MINUTES;P12;;;;;;;7;ATTENTE_PORTE;;',
      ]),
    },
    { a: '2026-12-07T12:00:00Z' },
  );
  expect(await lire('2026-12-08')).toEqual(['M2 45 7 CUMUL_INTERDIT']);
});
