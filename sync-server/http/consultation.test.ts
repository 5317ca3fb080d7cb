import { afterAll, beforeAll, expect, test } from 'vitest';
import { consultationUsagerSchema, TROUVES_MAX, usagersTrouvesSchema } from '#shared/contrats/consultation';
import { baseAntenne } from '#shared/contrats/ids';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { apparier, correction, jour, paris, pointage, usager, verdict, visite } from '#shared/testing/constructeurs';
import { ecrireLot } from '../ports/documents';
import { lireAudit } from '../use-cases/audit/lire';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from './banc';

let banc: Banc;
let auditeur: Client;

// LE GOFF has gone from EST to SUD on 10 October.
const usagere = usager('U1', {
  nom: 'LE GOFF',
  prenom: 'Éléonore',
  codeUsager: '123456',
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

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => paris('2026-11-25 12:00') });
  await ecrireLot(banc.magasin, baseAntenne('EST'), [usagere, ...faite('EST', 'U1', '2026-10-05')]);
  await ecrireLot(banc.magasin, baseAntenne('SUD'), [
    usagere,
    ...Array.from({ length: TROUVES_MAX + 5 }, (_, n) =>
      usager(`S${n}`, { nom: 'MARTIN', prenom: `Jean${n}`, antenne: 'SUD' }),
    ),
    ...faite('SUD', 'U1', '2026-10-12'),
    ...faite('SUD', 'U1', '2026-11-03'),
    ...faite('SUD', 'S1', '2026-10-12'),
    corrigee,
    verdict(corrigee),
  ]);
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
  expect(lue.visites.map((v) => [v.date, v.antenne, v.statut])).toEqual([
    ['2026-10-05', 'EST', 'COMPLETE'],
    ['2026-10-12', 'SUD', 'CORRIGEE'],
  ]);
  expect(lue.visites[1]).toMatchObject({ fin: paris('2026-10-12 09:30'), depart: paris('2026-10-12 09:01') });
  expect(lue.visites[1]?.corrections).toMatchObject([{ auteur: 'paul', motif: 'OUBLI_DEPART', etat: 'APPLIQUEE' }]);
  for (const v of lue.visites) expect(v.explication.join()).toMatch(/[a-zé]/);
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
