import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageAuditSchema } from '#shared/contrats/acces/administration';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { consultationUsagerSchema, TROUVES_MAX, usagersTrouvesSchema } from '#shared/contrats/dossiers/consultation';
import type { TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import {
  apparier,
  correction,
  financeur,
  jour,
  paris,
  pec,
  pointage,
  rattachement,
  usager,
  verdict,
  visite,
} from '#shared/testing/constructeurs';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout, poser } from '../../../store/ecrire';
import { intervenant } from '../../../transitions/testing/banc';
import { lireAudit } from '../../audit/lire';
import { tracer, tracerTout } from '../../audit/tracer';

let banc: Banc;
let auditeur: Client;

// LE GOFF has gone from EST to SUD on 10 October.
const usagere = usager('U1', {
  nom: 'LE GOFF',
  prenom: 'Éléonore',
  codeUsager: '123456',
  telephones: ['+33199000001', '+33199000002'],
  prisesEnCharge: [pec('P1', 'DASES_PCH')],
  antennes: [
    { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
    { antenne: 'SUD', depuis: jour('2026-10-10') },
  ],
});
const faite = (antenne: 'EST' | 'SUD', usagerId: string, date: string) =>
  apparier({
    usagerId,
    antenneAu: () => antenne,
    pointages: [
      pointage('A', `${date} 08:02`, { usagerId, id: `A${usagerId}${date}` }),
      pointage('D', `${date} 09:01`, { usagerId, id: `D${usagerId}${date}` }),
    ],
    visites: [visite(`V${usagerId}${date}`, `${date} 08:00`, `${date} 09:00`, { usagerId })],
  });
const corrigee = correction('HORAIRE', {
  date: jour('2026-10-12'),
  antenne: 'SUD',
  cible: { genre: 'POINTAGE', id: 'AU12026-10-12' },
  fin: paris('2026-10-12 09:30'),
  motif: 'OUBLI_DEPART',
  auteur: 'paul',
  instant: paris('2026-10-13 10:00'),
});

const prevue = (date: string, de = '08:00', a = '09:00', id = 'V') =>
  apparier({
    usagerId: 'U1',
    antenneAu: () => 'SUD',
    visites: [visite(`${id}${date}`, `${date} ${de}`, `${date} ${a}`, { usagerId: 'U1' })],
  });
const geste = (id: string, geste: 'RATTACHER' | 'DETACHER', numero: string, depuis: string): Rattachement =>
  rattachement(id, jour('2026-11-20'), {
    ...{ antenne: 'SUD', auteur: 'paul', instant: paris('2026-11-20 09:00'), geste, numero, depuis: jour(depuis) },
  });

const hospitalisee: Absence = {
  _id: 'absence:2026-11-25:A1',
  type: 'absence',
  id: 'A1',
  date: jour('2026-11-25'),
  antenne: 'SUD',
  auteur: 'paul',
  instant: paris('2026-11-25 09:00'),
  poste: 'PC',
  usagerId: 'U1',
  nature: 'HOSPITALISATION',
  du: jour('2026-11-26'),
  au: jour('2026-11-28'),
};

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => paris('2026-11-25 12:00') });
  await ecrireTout(banc.magasin, BASE_CENTRALE, [
    financeur('DASES_PCH', 'PCH', { libelle: 'PCH', dateDebut: jour('2020-01-01') }),
    financeur('DASES_PCH', 'PCH', { libelle: 'Ville de Paris - PCH' }),
    financeur('DASES_PCH', 'PCH', { libelle: 'Ville', dateDebut: jour('2027-01-01') }),
    financeur('CNAV', 'CAISSE_RETRAITE'),
  ]);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usagere, ...faite('EST', 'U1', '2026-10-05')]);
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [
    usagere,
    ...Array.from({ length: TROUVES_MAX + 5 }, (_, n) =>
      usager(`S${n}`, { nom: 'MARTIN', prenom: `Jean${n}`, antenne: 'SUD' }),
    ),
    ...faite('SUD', 'U1', '2026-10-12'),
    ...faite('SUD', 'U1', '2026-11-03'),
    ...prevue('2026-11-27'),
    ...prevue('2026-11-30', '10:00', '11:00', 'A'),
    ...prevue('2026-11-30'),
    hospitalisee,
    geste('R1', 'RATTACHER', '+33639980001', '2026-11-20'),
    geste('R2', 'DETACHER', '+33199000002', '2026-11-20'),
    geste('R3', 'RATTACHER', '+33639980003', '2026-12-01'),
    ...faite('SUD', 'S1', '2026-10-12'),
    corrigee,
    verdict(corrigee),
  ]);
  await creerCompteDEssai(banc.magasin, 'paul', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(banc.magasin, 'auditrice', 'AUDITEUR', []);
  auditeur = await banc.connecter('auditrice');
});
afterAll(() => banc.fermer());

const chercher = async (q: string) => {
  const r = await auditeur.appeler('GET', `/api/consultation/usagers?q=${encodeURIComponent(q)}`);
  expect(r.status).toBe(200);
  return usagersTrouvesSchema.parse(await r.json());
};
const dernieresEntrees = async () => (await lireAudit(banc.magasin, {})).entrees;

test('a usager of any antenna is found by the beginnings of its name, without accents, or by its identifier', async () => {
  for (const q of ['goff', 'eleo le', 'LE GOFF Éléonore', 'u1'])
    expect((await chercher(q)).usagers).toMatchObject([{ id: 'U1', nom: 'LE GOFF', antenne: 'SUD' }]);
  expect(await chercher('offle')).toEqual({ usagers: [], total: 0 });
  const beaucoup = await chercher('martin');
  expect([beaucoup.usagers.length, beaucoup.total]).toEqual([TROUVES_MAX, TROUVES_MAX + 5]);
});

test('its file and a month of its visits in every antenna: retained, explained, with who corrected; no code', async () => {
  const r = await auditeur.appeler('GET', '/api/consultation/usagers/U1?mois=2026-10');
  const texte = await r.text();
  expect(texte).not.toContain('123456');
  const lue = consultationUsagerSchema.parse(JSON.parse(texte));
  expect(lue.usager).toMatchObject({ id: 'U1', nom: 'LE GOFF' });
  // [PT-5] As managers gave and took them back: not the one that is to come.
  expect(lue.usager.telephones).toEqual(['+33199000001', '+33639980001']);
  expect(lue.financeurs).toEqual({ DASES_PCH: 'Ville de Paris - PCH' });
  expect(lue.visites.map((v) => [v.date, v.antenne, v.statut])).toEqual([
    ['2026-10-05', 'EST', 'COMPLETE'],
    ['2026-10-12', 'SUD', 'CORRIGEE'],
  ]);
  expect(lue.visites[1]).toMatchObject({ fin: paris('2026-10-12 09:30'), depart: paris('2026-10-12 09:01') });
  expect(lue.visites[1]?.corrections).toMatchObject([
    { auteur: 'Essai paul', motif: 'OUBLI_DEPART', etat: 'APPLIQUEE' },
  ]);
  for (const v of lue.visites) expect(v.explication.join()).toMatch(/[a-zé]/);
});

test('a visit planned while its usager is away is marked so, as its antenna sees it', async () => {
  const r = await auditeur.appeler('GET', '/api/consultation/usagers/U1?mois=2026-11');
  const { visites } = consultationUsagerSchema.parse(await r.json());
  expect(visites.map((v) => [v.date, v.statut, v.dispensee])).toEqual([
    ['2026-11-03', 'COMPLETE', undefined],
    ['2026-11-27', 'PREVUE', { statut: 'ABSENCE', dispense: 'hospitalisation' }],
    ['2026-11-30', 'PREVUE', undefined],
    ['2026-11-30', 'PREVUE', undefined],
  ]);
  // Those of one day by their hours, whatever their identifiers.
  expect(visites.slice(-2).map((v) => v.prevu?.debut)).toEqual([paris('2026-11-30 08:00'), paris('2026-11-30 10:00')]);
});

test('that someone has died is said beside the name, in the search and in the file, from the day on', async () => {
  const deces: Absence = {
    ...hospitalisee,
    ...{ _id: 'absence:2026-11-25:A2', id: 'A2', usagerId: 'S2', nature: 'DECES', du: jour('2026-11-24') },
  };
  const { au: _, ...sansFin } = deces;
  const depart = { nature: 'DECES', du: '2026-11-24' };
  const aVenir = { ...sansFin, _id: 'absence:2026-11-25:A3', id: 'A3', usagerId: 'S3', du: jour('2026-11-26') };
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [sansFin, aVenir]);
  const { usagers } = await chercher('martin');
  expect(usagers.flatMap((u) => (u.depart ? [[u.id, u.depart]] : []))).toEqual([['S2', depart]]);
  const lire = async (id: string) =>
    consultationUsagerSchema.parse(
      await (await auditeur.appeler('GET', `/api/consultation/usagers/${id}?mois=2026-11`)).json(),
    ).usager.depart;
  expect([await lire('S2'), await lire('S3')]).toEqual([depart, undefined]);
});

test('each request is in the audit log, by whom and on whom, never with a name; what was refused too', async () => {
  await chercher('goff');
  expect((await dernieresEntrees())[0]).toMatchObject({
    auteur: 'auditrice',
    action: 'CONSULTATION',
    objet: 'recherche : usager:U1',
  });
  await chercher('personne-ici');
  expect((await dernieresEntrees())[0]?.objet).toBe('recherche : personne');
  await auditeur.appeler('GET', '/api/consultation/usagers/U1?mois=2026-10');
  expect((await dernieresEntrees())[0]?.objet).toBe('usager:U1 2026-10');
  const r = await auditeur.appeler('GET', '/api/consultation/usagers/U-INCONNU?mois=2026-10');
  expect([r.status, (await corpsDe(r)).message]).toEqual([404, expect.stringContaining('Cherchez-le')]);
  expect((await dernieresEntrees())[0]?.objet).toBe('usager:U-INCONNU 2026-10');
  expect(JSON.stringify(await dernieresEntrees())).not.toMatch(/goff|personne-ici/i);
});

test('the log names those whom it knows by their id to an auditor, who is noted; to an administrator, by number only', async () => {
  await auditeur.appeler('GET', '/api/consultation/usagers/U1?mois=2026-10');
  const lire = async (c: Client, filtre = '') =>
    pageAuditSchema
      .parse(await (await c.appeler('GET', `/api/audit${filtre}`)).json())
      .entrees.map((e) => e.phrase.replaceAll('\u00a0', ' '));
  expect((await lire(auditeur))[0]).toBe('A lu un dossier, LE GOFF Éléonore, et ses visites d’octobre 2026.');
  expect((await dernieresEntrees())[0]).toMatchObject({
    auteur: 'auditrice',
    action: 'CONSULTATION',
    objet: expect.stringMatching(/^journal d’audit : (\d+ usagers$|.*usager:U1)/),
  });
  const aide = { ...intervenant('I7', 'EST'), nom: 'DIALLO', prenom: 'Awa' };
  await ecrireTout(banc.magasin, baseAntenne('EST'), [aide]);
  await tracer(banc.magasin, { instant: paris('2026-11-25 11:00'), auteur: 'bea', action: 'CODE_AIDE', objet: 'I7' });
  expect(await lire(auditeur, '?action=CODE_AIDE')).toEqual(['A changé le code d’appel d’une aide, DIALLO Awa.']);
  expect((await dernieresEntrees())[0]).toMatchObject({ action: 'CONSULTATION', objet: 'journal d’audit CODE_AIDE' });
  await creerCompteDEssai(banc.magasin, 'chef', 'ADMINISTRATEUR', []);
  const chef = await banc.connecter('chef');
  expect(await lire(chef, '?action=CODE_AIDE')).toEqual(['A changé le code d’appel d’une aide, aide I7.']);
  expect((await lire(chef)).join()).not.toMatch(/LE GOFF|DIALLO/);
});

test('[AL-7] whose turn on call was given is told to an auditor, who is noted; not to an administrator, nor once it is forgotten', async () => {
  const tour: TourAstreinte = {
    ...{
      _id: 'tour-astreinte:01T',
      type: 'tour-astreinte',
      du: jour('2026-12-03'),
      jours: ['LUN'],
      debut: '17:00',
      fin: '20:00',
    },
    ...{ rang: 1, nom: 'Paul Roux', mobile: '+33612340001' as TourAstreinte['mobile'] },
    ...{ auteur: 'bea', instant: paris('2026-11-25 11:00') },
  };
  await ecrireTout(banc.magasin, BASE_CENTRALE, [tour]);
  await tracer(banc.magasin, {
    ...{ instant: paris('2026-11-25 11:00'), auteur: 'bea', action: 'ASTREINTE', objet: `ajouter ${tour._id}` },
  });
  const lire = async (c: Client) =>
    pageAuditSchema
      .parse(await (await c.appeler('GET', '/api/audit?action=ASTREINTE')).json())
      .entrees.map((e) => e.phrase.replaceAll('\u00a0', ' '));
  const NOMMEE = 'A donné un tour d’astreinte, Paul Roux, à partir du 3 décembre 2026.';
  expect(await lire(auditeur)).toEqual([NOMMEE]);
  expect((await dernieresEntrees())[0]).toMatchObject({
    ...{ auteur: 'auditrice', action: 'CONSULTATION', objet: 'journal d’audit ASTREINTE' },
  });
  await creerCompteDEssai(banc.magasin, 'cheffe', 'ADMINISTRATEUR', []);
  const administratrice = await banc.connecter('cheffe');
  expect(await lire(administratrice)).toEqual(['A donné un tour d’astreinte.']);
  expect(await poser(banc.magasin, BASE_CENTRALE, tour._id, () => 'supprimer')).toHaveProperty('supprime');
  expect(await lire(auditeur)).toEqual(['A donné un tour d’astreinte.']);
});

test('the log as a file: all that the filter finds, by name to an auditor alone, no formula in it, up to which link; too long is refused', async () => {
  await tracer(banc.magasin, {
    ...{ instant: paris('2026-11-25 11:30'), auteur: '=cmd', action: 'CODE_USAGER', objet: 'U1' },
  });
  const prendre = (c: Client, suite: string) => c.appeler('GET', `/api/audit/fichier?action=CODE_USAGER&${suite}`);
  const csv = (await (await prendre(auditeur, 'format=csv')).text()).replaceAll('\u00a0', ' ').split('\r\n');
  expect(csv[0]).toBe('Quand;Auteur;Action;Ce qui a été fait;Maillon');
  expect(csv[1]).toMatch(
    /^25\/11\/2026 11:30;'=cmd;[^;]+;A changé le code d’appel d’un usager, LE GOFF Éléonore\.;\d+$/,
  );
  expect(csv.slice(2)).toEqual(['']);
  // The file, and whose names it has.
  expect((await dernieresEntrees()).slice(0, 2)).toMatchObject([
    {
      auteur: 'auditrice',
      action: 'EXPORT',
      objet: expect.stringMatching(/^JOURNAL_\d{8}\.csv CODE_USAGER 1.ligne jusqu’au maillon \d+$/),
    },
    { auteur: 'auditrice', action: 'CONSULTATION', objet: 'journal d’audit CODE_USAGER : usager:U1' },
  ]);
  const sansNom = await (await prendre(await banc.connecter('chef'), 'format=csv')).text();
  expect(sansNom).toContain('usager U1');
  expect(sansNom).not.toContain('LE GOFF');
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load(await (await prendre(auditeur, 'format=xlsx')).arrayBuffer());
  const dit = JSON.stringify(livre.getWorksheet('Journal')?.getSheetValues());
  expect(dit).toContain('action « ');
  expect(dit).toMatch(/Tête de la chaîne : \d+:[0-9a-f]{64}/);
  expect((await prendre(auditeur, 'format=pdf')).status).toBe(400);
  const une = {
    instant: paris('2026-11-25 11:40'),
    auteur: 'bea',
    action: 'NOUVEAUTES',
    objet: 'version 1.2.0',
  } as const;
  for (let n = 0; n < 21; n += 1)
    await tracerTout(
      banc.magasin,
      Array.from({ length: 1_000 }, () => une),
    );
  const r = await auditeur.appeler('GET', '/api/audit/fichier?format=csv&action=NOUVEAUTES');
  expect([r.status, (await corpsDe(r)).message]).toEqual([
    400,
    expect.stringMatching(/plus de 20.000 lignes.*choisissez un jour/),
  ]);
});

test('a gesture of a manager is said as what it was and of whom, by what the antennas still hold of it', async () => {
  const retrait = correction('RETRAIT', {
    id: 'CR',
    date: corrigee.date,
    antenne: 'SUD',
    cible: { genre: 'POINTAGE', id: 'AU12026-10-12' },
    retire: corrigee.id,
  });
  // Taken before ids were held to their form: it says of itself that it was refused.
  const menteuse = { ...hospitalisee, id: '01K refusée DATE', _id: 'absence:2026-11-25:01K refusée DATE' };
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [retrait, menteuse]);
  const refusee = {
    ...{ _id: 'note:2026-10-12:N1', type: 'note', id: 'N1', date: jour('2026-10-12'), antenne: 'SUD', auteur: 'paul' },
    ...{ instant: paris('2026-11-25 11:30'), poste: 'PC', objet: { genre: 'POINTAGE', id: 'AU12026-10-12' } },
    ...{ texte: 'Mme LE GOFF était aux urgences', efface: 'N0', reponse: 'REFUSEE' },
  };
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [refusee]);
  const objets = [
    corrigee._id,
    retrait._id,
    hospitalisee._id,
    'absence:2026-11-02:PARTIE',
    'fiche:2026-11-02:F1 refusée DATE',
    menteuse._id,
    refusee._id,
  ];
  await ecrireTout(banc.magasin, baseAntenne('SUD'), [
    {
      _id: 'refus:2026-11-25:fiche:2026-11-02:F1',
      type: 'refus',
      documentId: 'fiche:2026-11-02:F1',
      auteur: 'paul',
      recuLe: paris('2026-11-25 11:30'),
      code: 'DATE',
      message: 'Ce jour est trop ancien : demandez au service central.',
    },
  ]);
  for (const objet of objets)
    await tracer(banc.magasin, { instant: paris('2026-11-25 11:30'), auteur: 'paul', action: 'SAISIE', objet });
  const lire = async (c: Client) =>
    pageAuditSchema
      .parse(await (await c.appeler('GET', '/api/audit?action=SAISIE')).json())
      .entrees.map((e) => e.phrase.replaceAll('\u00a0', ' '))
      .reverse();
  expect(await lire(auditeur)).toEqual([
    'A corrigé les heures de la visite du 12 octobre 2026, LE GOFF Éléonore, départ 9 h 30, motif « Oubli au départ ».',
    'A retiré une correction de la visite du 12 octobre 2026, LE GOFF Éléonore, celle de ses heures.',
    'A noté une absence, LE GOFF Éléonore, nature « Hospitalisation », du 26 novembre 2026 au 28 novembre 2026.',
    'A enregistré une absence du 2 novembre 2026, saisie qui n’est plus gardée.',
    'A envoyé une fiche du 2 novembre 2026, saisie refusée : « Ce jour est trop ancien : demandez au service central ».',
    'A noté une absence, LE GOFF Éléonore, nature « Hospitalisation », du 26 novembre 2026 au 28 novembre 2026.',
    'A refusé les heures proposées par l’aide sur la visite du 12 octobre 2026, LE GOFF Éléonore, « Mme LE GOFF était aux urgences ».',
  ]);
  const dites = await lire(await banc.connecter('chef'));
  expect(dites[0]).toContain('du 12 octobre 2026, usager U1, départ 9 h 30');
  expect(dites.at(-1)).toBe('A refusé les heures proposées par l’aide sur la visite du 12 octobre 2026, usager U1.');
  expect(dites.join()).not.toMatch(/LE GOFF|urgences/);
});

test.each([
  '/api/consultation/usagers',
  '/api/consultation/usagers?q=a',
  `/api/consultation/usagers?q=${'a'.repeat(61)}`,
  '/api/consultation/usagers/U1',
  '/api/consultation/usagers/U1?mois=octobre',
  `/api/consultation/usagers/${encodeURIComponent('_local/../x')}?mois=2026-10`,
])('%s is refused with what to give', async (chemin) => {
  const r = await auditeur.appeler('GET', chemin);
  expect(r.status).toBe(400);
  expect((await corpsDe(r)).message).toMatch(/^Donnez .*\.$/);
});

test('reading is all that it gives: neither the antennas’ data to keep, nor anything to write', async () => {
  for (const chemin of [
    '/replication/jours?antenne=SUD',
    '/replication/saisies?antenne=SUD',
    '/api/referentiel',
    '/api/comptes',
  ])
    expect([chemin, (await auditeur.appeler('GET', chemin)).status]).toEqual([chemin, 403]);
  const r = await auditeur.appeler('POST', '/replication/saisies?antenne=SUD', { corps: { documents: [] } });
  expect(r.status).toBe(403);
});
