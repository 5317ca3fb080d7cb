import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Panne } from '#shared/contrats/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { annonceMaintenance, jugerMaintenance } from '#shared/domain/disponibilite/maintenance';
import { placer, resumerTemps, reunirTemps } from '#shared/domain/disponibilite/temps';
import { type Instant, instantSchema, moisSchema } from '#shared/temps/types';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../http/banc';
import type { Courriel } from '../ports/courriel';
import { ecrireLot, lirePlage, plageDuType } from '../ports/documents';
import { preparerSondeExtranet } from '../sonde-extranet';
import { lireDisponibilite } from './disponibilite';
import { creerVeilleExtranet } from './sonder-extranet';

const t = (i: string): Instant => instantSchema.parse(i);
let maintenant = t('2026-11-25T09:00:00Z');
let banc: Banc;
let coquille: string;
beforeAll(async () => {
  coquille = await mkdtemp(join(tmpdir(), 'tg-sonde-'));
  await mkdir(join(coquille, '_next'), { recursive: true });
  await writeFile(join(coquille, 'index.html'), '<title>x</title><script src="/_next/a.js" async=""></script>');
  await writeFile(join(coquille, '404.html'), '<title>Introuvable</title>');
  await writeFile(join(coquille, '_next/a.js'), 'void 0;');
  banc = await ouvrirBanc({ horloge: () => maintenant, dossierCoquille: coquille });
  await creerCompteDEssai(banc.magasin, 'tech', 'TECHNIQUE', []);
  await creerCompteDEssai(banc.magasin, 'anne', 'GESTIONNAIRE', ['EST']);
});
afterAll(async () => {
  await banc.fermer();
  await rm(coquille, { recursive: true });
});

test('a minute is a sign-in page, its script, the health and a reading, with their times; then an outage, told once', async () => {
  const courriels: Courriel[] = [];
  let adresse = banc.origine;
  const dits: string[] = [];
  const options: Parameters<typeof creerVeilleExtranet>[0] = {
    magasin: banc.magasin,
    horloge: () => maintenant,
    sonde: preparerSondeExtranet({ adresse: () => adresse, sante: () => banc.origine }),
    courrier: {
      envoyer: async (c) => ({ ok: true, valeur: { id: String(courriels.push(c)) } }),
      relever: async () => 0,
    },
    extranet: () => 'https://extranet.test',
    noter: ({ fait, raison }) => dits.push(raison ?? fait),
  };
  let veille = creerVeilleExtranet(options);
  const minutes = async (n: number): Promise<void> => {
    for (let i = 0; i < n; i++) {
      await veille.passer();
      maintenant = t(new Date(Date.parse(maintenant) + 60_000).toISOString().replace('.000', ''));
    }
  };
  await minutes(2);
  adresse = 'http://127.0.0.1:9';
  await minutes(2);
  // A server that starts again in the middle finds the outage that it had opened.
  veille = creerVeilleExtranet(options);
  await minutes(1);
  adresse = banc.origine;
  await minutes(2);
  const r = await lireDisponibilite(banc.magasin, {
    mois: moisSchema.parse('2026-11'),
    jusqua: maintenant,
    service: 'EXTRANET',
  });
  expect(r).toMatchObject({
    visee: 97,
    fenetre: { debut: '08:00', fin: '20:30' },
    total: { reussies: 4, echecs: 3 },
    coupures: [{ debut: '2026-11-25T09:02:00Z', fin: '2026-11-25T09:05:00Z', minutes: 3 }],
  });
  expect(r.temps?.page.mesures).toBe(4);
  expect(dits).toEqual(['PAGE_INJOIGNABLE', 'panne ouverte', 'PAGE_INJOIGNABLE', 'panne terminée']);
  expect(
    (await lirePlage<Panne>(banc.magasin, BASE_CENTRALE, plageDuType('panne'))).map(({ _rev, ...p }) => p),
  ).toEqual([
    {
      _id: 'panne:2026-11-25T09:02:00Z:EXTRANET',
      type: 'panne',
      quoi: 'EXTRANET',
      debut: '2026-11-25T09:02:00Z',
      fin: '2026-11-25T09:05:00Z',
      sondes: [
        { instant: '2026-11-25T09:02:00Z', raison: 'PAGE_INJOIGNABLE' },
        { instant: '2026-11-25T09:03:00Z', raison: 'PAGE_INJOIGNABLE' },
      ],
    },
  ]);
  // As the telephone's, it can be linked to an incident.
  const tech = await banc.connecter('tech');
  expect((await corpsDe(await tech.appeler('GET', '/api/incidents'))).pannes).toEqual([
    { quoi: 'EXTRANET', debut: '2026-11-25T09:02:00Z' },
  ]);
  expect(courriels.map((c) => [c.cle, c.sujet])).toEqual([
    ['2026-11-25T09:02:00Z:panne-extranet-debut', 'Télégestion : l’extranet ne répond plus depuis 10\u00a0h\u00a002'],
    ['2026-11-25T09:02:00Z:panne-extranet-fin', 'Télégestion : l’extranet répond à nouveau depuis 10\u00a0h\u00a005'],
  ]);
  // The night is no part of the measure.
  maintenant = t('2026-11-25T22:00:00Z');
  expect(await veille.passer()).toBe(0);
  // An outage of the evening ends at the first visit that succeeds, even outside the hours that are counted.
  maintenant = t('2026-11-25T19:28:00Z');
  adresse = 'http://127.0.0.1:9';
  await minutes(4);
  adresse = banc.origine;
  await minutes(1);
  expect(courriels.slice(2).map((c) => c.cle)).toEqual([
    '2026-11-25T19:28:00Z:panne-extranet-debut',
    '2026-11-25T19:28:00Z:panne-extranet-fin',
  ]);
});

test('an outage that goes on over the end of a month is one, with its true ends and the minutes of each month', async () => {
  const jour = (date: string, minutes: string) => ({
    ...{ _id: `disponibilite:${date}`, type: 'disponibilite', date, debut: '08:00', minutes },
  });
  await ecrireLot(banc.magasin, BASE_CENTRALE, [
    jour('2026-03-31', `${'R'.repeat(747)}EEE`),
    jour('2026-04-01', 'E'.repeat(750)),
    jour('2026-05-02', `EE${'R'.repeat(748)}`),
  ]);
  const lire = async (mois: string, jusqua = '2026-05-10T08:00:00Z') =>
    (await lireDisponibilite(banc.magasin, { mois: moisSchema.parse(mois), jusqua: t(jusqua) })).coupures;
  const bornes = { debut: '2026-03-31T18:27:00Z', fin: '2026-05-02T06:02:00Z' };
  expect([await lire('2026-03'), await lire('2026-04'), await lire('2026-05')]).toEqual([
    [{ ...bornes, minutes: 3 }],
    [{ ...bornes, minutes: 750 }],
    [{ ...bornes, minutes: 2 }],
  ]);
  // Asked while it lasted, it had no end.
  expect(await lire('2026-03', '2026-04-01T08:00:00Z')).toEqual([{ debut: bornes.debut, minutes: 3 }]);
});

test('a page without its script, or a server that is ill, is a failure that says which step', async () => {
  const de = async (page: string, sante = '') =>
    preparerSondeExtranet({
      adresse: () => (page === '' ? '' : `${banc.origine}${page}`),
      sante: () => `${banc.origine}${sante}`,
    }).mesurer();
  expect(await de('/nulle-part')).toEqual({ issue: 'ECHEC', raison: 'PAGE_HTTP_404' });
  await writeFile(join(coquille, 'sans-script.html'), '<title>x</title>');
  expect(await de('/sans-script.html?')).toEqual({ issue: 'ECHEC', raison: 'PAGE_SANS_SCRIPT' });
  expect(await de('/index.html?', '/nulle-part')).toEqual({ issue: 'ECHEC', raison: 'SANTE_HTTP_404' });
  expect(await de('')).toEqual({ issue: 'NON_MESURE', raison: 'DEMARRAGE' });
});

test('behind a reverse proxy that lets no health out, a minute is measured all the same', async () => {
  const mandataire = createServer((req, res) => {
    if (req.url === '/sante') return res.writeHead(404).end();
    return void fetch(`${banc.origine}${req.url}`)
      .then(async (r) => res.writeHead(r.status).end(await r.text()))
      .catch(() => res.writeHead(502).end());
  });
  mandataire.listen(0, '127.0.0.1');
  await once(mandataire, 'listening');
  const { port } = mandataire.address() as AddressInfo;
  try {
    const sonde = preparerSondeExtranet({ adresse: () => `http://127.0.0.1:${port}`, sante: () => banc.origine });
    expect(await sonde.mesurer()).toMatchObject({ issue: 'REUSSI' });
  } finally {
    mandataire.closeAllConnections();
    mandataire.close();
  }
});

const F = { debut: '08:00', fin: '20:30' };
test.each([
  ['the night', '2026-11-25T20:00:00Z', '2026-11-25T22:00:00Z', undefined],
  ['from the very end of service to its opening', '2026-11-25T19:30:00Z', '2026-11-26T07:00:00Z', undefined],
  ['a minute before', '2026-11-25T19:29:00Z', '2026-11-25T22:00:00Z', 'HEURES'],
  ['a minute too long', '2026-11-25T20:00:00Z', '2026-11-26T07:01:00Z', 'HEURES'],
  ['a day', '2026-11-26T10:00:00Z', '2026-11-26T11:00:00Z', 'HEURES'],
  ['backwards', '2026-11-25T22:00:00Z', '2026-11-25T21:00:00Z', 'FIN'],
  ['two nights', '2026-11-25T20:00:00Z', '2026-11-26T22:00:00Z', 'FIN'],
  ['in the past', '2026-11-24T20:00:00Z', '2026-11-24T22:00:00Z', 'DEBUT'],
])('planned work, %s', (_, debut, fin, code) => {
  const refus = jugerMaintenance({ debut: t(debut), fin: t(fin), motif: 'x' }, F, t('2026-11-25T09:00:00Z'))?.refus;
  expect(refus?.code).toBe(code);
});

test('planned work is announced a week ahead and until its end, by those who may, and may be taken back', async () => {
  maintenant = t('2026-11-25T09:00:00Z');
  const corps = { debut: '2026-11-26T20:00:00Z', fin: '2026-11-26T22:00:00Z', motif: 'Mise à jour' };
  const annoncer = async (qui: string, plus: object = {}) =>
    (await banc.connecter(qui)).appeler('POST', '/api/maintenances', { corps: { ...corps, ...plus } });
  expect((await annoncer('anne')).status).toBe(403);
  expect((await annoncer('tech', { debut: '2026-11-26T12:00:00Z' })).status).toBe(400);
  expect(await corpsDe(await annoncer('tech'))).toEqual({ maintenances: [corps] });
  expect((await corpsDe(await annoncer('tech'))).code).toBe('DEJA');
  expect(await corpsDe(await annoncer('tech', { annule: true }))).toEqual({ maintenances: [] });
  expect((await corpsDe(await annoncer('tech', { annule: true }))).code).toBe('INCONNUE');
  const m = { debut: t(corps.debut), fin: t(corps.fin), motif: corps.motif };
  expect(annonceMaintenance(m, t('2026-11-18T09:00:00Z'))).toBeUndefined();
  expect(annonceMaintenance(m, t('2026-11-25T09:00:00Z'))?.phrase).toBe(
    'Maintenance prévue jeudi 26 novembre de 21\u00a0h\u00a000 à 23\u00a0h\u00a000 : Mise à jour.',
  );
  expect(annonceMaintenance(m, t('2026-11-26T21:00:00Z'))?.enCours).toBe(true);
  expect(annonceMaintenance(m, m.fin)).toBeUndefined();
});

test('times: two views join whatever their order, what is summed up is what was measured', () => {
  const vue = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 9_000 })), { maxLength: 30 });
  const poser = (v: [number, number][]): number[] => v.reduce<number[]>((j, [r, ms]) => placer(j, r, ms), []);
  fc.assert(
    fc.property(vue, vue, (a, b) => {
      const [x, y] = [poser(a), poser(b)];
      expect(reunirTemps(x, y)).toEqual(reunirTemps(y, x));
      expect(reunirTemps(x, y)).toEqual(poser([...a, ...b]));
      const mesures = x.filter((ms) => ms >= 0).sort((p, q) => p - q);
      const resume = resumerTemps([x]);
      expect(resume?.mesures ?? 0).toBe(mesures.length);
      if (resume) {
        expect(mesures.filter((ms) => ms <= resume.mediane).length * 2).toBeGreaterThanOrEqual(mesures.length);
        expect(mesures.filter((ms) => ms <= resume.p95).length * 20).toBeGreaterThanOrEqual(mesures.length * 19);
      }
    }),
  );
});
