import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonnesCherchees } from '#shared/contrats/chiffres/personne-cherchee';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { DefinitionEtat, DetailEtat, TableauEtat } from '#shared/etats/contrat';
import { ETATS } from '#shared/etats/registre';
import { instantDe } from '#shared/temps/paris';
import { financeur, jour, usager } from '#shared/testing/constructeurs';
import { cloture, etatFige, FINANCEURS } from '#shared/testing/releves';
import { type Banc, type Client, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import { lireAudit } from '../../audit/lire';
import { empreinteFigee } from '../../cloture/clore/ecrire';
import { calculerEtat } from './calculer';

// October is closed in EST and in SUD, whose one usager nobody of EST may name, count or guess.

const SECRET = 'SECRETDUSUD';
const OCTOBRE = 'du=2026-10-01&au=2026-10-31';
let banc: Banc;
const clients: Record<string, Client> = {};

beforeAll(async () => {
  banc = await ouvrirBanc();
  const clore = async (antenne: 'EST' | 'SUD', id: string, nom: string) => {
    const etats = [{ ...etatFige(id, { nom }, 10), antenne }];
    const doc = cloture({ antenne, usagers: 1, empreinte: await empreinteFigee(etats) });
    await ecrireTout(banc.magasin, baseAntenne(antenne), [...etats, doc, usager(id, { nom, antenne })]);
    const absence = { _id: 'absence:2026-10-02:A', type: 'absence', id: 'A', usagerId: id, nature: 'VACANCES' };
    const RECU = { date: '2026-10-02', sens: 'ARRIVEE', source: 'SVI', recuLe: '2026-10-02T08:00:00Z' };
    const attente = {
      _id: 'attente:2026-10-02:P',
      type: 'attente',
      pointageId: 'P',
      usagerId: id,
      raison: 'USAGER_INCONNU',
    };
    await ecrireTout(banc.magasin, baseAntenne(antenne), [
      {
        ...absence,
        date: '2026-10-02',
        poste: 'p',
        du: '2026-10-02',
        auteur: 'x',
        instant: '2026-10-02T08:00:00Z',
        antenne,
      },
      // One call, corrected by key 9.
      { ...attente, ...RECU, instant: '2026-10-02T08:00:00Z', antenne, remplace: 'FAUX' },
      {
        ...attente,
        ...RECU,
        _id: 'attente:2026-10-02:FAUX',
        pointageId: 'FAUX',
        instant: '2026-10-02T08:00:00Z',
        antenne,
      },
    ]);
  };
  await clore('EST', 'U1', 'DELAUNAY');
  await clore('SUD', 'U9', SECRET);
  await ecrireTout(banc.magasin, BASE_CENTRALE, FINANCEURS);
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'technique', 'TECHNIQUE', []);
  await creerCompteDEssai(banc.magasin, 'audit', 'AUDITEUR', []);
  for (const qui of ['est', 'siege', 'technique', 'audit']) clients[qui] = await banc.connecter(qui);
});
afterAll(() => banc.fermer());

const demander = async (qui: string, chemin: string): Promise<{ statut: number; texte: string }> => {
  const r = await clients[qui]?.appeler('GET', `/api/etats${chemin}`);
  if (!r) throw new Error(`pas de session ${qui}`);
  return { statut: r.status, texte: await r.text() };
};
const lire = async <T>(qui: string, chemin: string): Promise<T> => {
  const { statut, texte } = await demander(qui, chemin);
  expect([chemin, statut]).toEqual([chemin, 200]);
  return JSON.parse(texte) as T;
};
const obligatoire = (id: string): string => (id === 'planning-usager' ? '&usager=U1' : '');

test('the thirteen states of the tender and that of exceptions, as a form asks for them', async () => {
  const liste = await lire<DefinitionEtat[]>('est', '');
  expect(liste.map((e) => e.id)).toEqual(ETATS.map((e) => e.id));
  expect(liste).toHaveLength(14);
  for (const e of liste) expect(Object.keys(e)).not.toContain('calculer');
});

test('a person is found by name among the antennas of the session alone, each row with its own; what was typed is not noted', async () => {
  const chercher = (qui: string, q: string) =>
    lire<PersonnesCherchees>(qui, `/personnes?qui=usager&nom=${encodeURIComponent(q)}`);
  const deUn = { id: 'U1', nom: 'DELAUNAY Jeanne', antenne: 'EST' };
  expect(await chercher('siege', 'jeanne')).toEqual({
    total: 2,
    personnes: [deUn, { id: 'U9', nom: `${SECRET} Jeanne`, antenne: 'SUD' }],
  });
  expect(await chercher('est', 'jea DELAU')).toEqual({ total: 1, personnes: [deUn] });
  expect(await chercher('est', 'u1')).toMatchObject({ total: 1 });
  for (const q of [SECRET, SECRET.slice(0, 3), 'U9'])
    expect([q, await chercher('est', q)]).toEqual([q, { total: 0, personnes: [] }]);
  expect((await demander('technique', '/personnes?qui=usager&nom=jeanne')).statut).toBe(403);
  expect((await demander('est', '/personnes?qui=usager&nom=j')).statut).toBe(400);
  const notes = (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees.map((e) => e.objet);
  expect(notes).toContain('recherche : usager:U1 usager:U9');
  expect(notes.join(' ')).not.toMatch(/jeanne|DELAU/i);
});

test('what is being counted is told to who waits for it alone', async () => {
  expect(await lire('est', '/etape')).toEqual({ etape: null });
  expect((await demander('technique', '/etape')).statut).toBe(403);
  const dites: string[] = [];
  const demande = {
    etat: 'heures-usagers',
    antenne: 'TOUTES' as const,
    du: jour('2026-09-01'),
    au: jour('2026-10-31'),
  };
  await calculerEtat(
    banc.magasin,
    demande,
    () => instantDe(Date.now()),
    (e) => dites.push(e),
  );
  expect(dites.map((d) => d.replaceAll('\u00a0', ' '))).toEqual([
    'Septembre 2026 : 6 antennes (mois 1 sur 2)…',
    'Octobre 2026 : 6 antennes (mois 2 sur 2)…',
  ]);
});

test.each(ETATS.map((e) => e.id))(
  '« %s »: her antenna alone; another’s, or all, are refused to a manager',
  async (id) => {
    const suite = `/${id}?${OCTOBRE}${obligatoire(id)}`;
    const sien = await lire<TableauEtat>('est', `${suite}&antenne=EST`);
    expect([sien.etat, sien.antenne]).toEqual([id, 'EST']);
    expect(JSON.stringify(sien)).not.toContain(SECRET);
    expect(JSON.stringify(sien)).not.toContain('U9');
    for (const antenne of ['SUD', 'TOUTES'])
      for (const chemin of [suite, `/${id}/visites?${OCTOBRE}${obligatoire(id)}&cle=usager%3DU9`]) {
        const { statut, texte } = await demander('est', `${chemin}&antenne=${antenne}`);
        expect([antenne, statut, JSON.parse(texte).code]).toEqual([antenne, 403, 'ANTENNE']);
      }
    expect((await demander('technique', `${suite}&antenne=EST`)).statut).toBe(403);
    expect((await lire<TableauEtat>('siege', `${suite}&antenne=TOUTES`)).antenne).toBe('TOUTES');
  },
);

test('asked for the usager of another antenna: as for one who does not exist', async () => {
  for (const etat of ['heures-usagers', 'planning-usager', 'absences', 'usagers-non-identifies', 'appels-incomplets']) {
    const { sousTitre: autre, ...a } = await lire<TableauEtat>('est', `/${etat}?${OCTOBRE}&antenne=EST&usager=U9`);
    const { sousTitre: rien, ...b } = await lire<TableauEtat>('est', `/${etat}?${OCTOBRE}&antenne=EST&usager=U0`);
    expect([etat, a]).toEqual([etat, b]);
    expect([etat, autre.replace('U9', 'U0')]).toEqual([etat, rien]);
  }
  for (const cle of ['usager=U9', 'antenne=SUD', 'mois=2026-10&antenne=SUD']) {
    const d = await lire<DetailEtat>(
      'est',
      `/heures-usagers/visites?${OCTOBRE}&antenne=EST&cle=${encodeURIComponent(cle)}`,
    );
    expect([cle, d.lignes, d.total]).toEqual([cle, [], 0]);
  }
});

test('[PT-3] a call that key 9 corrected waits once', async () => {
  const t = await lire<TableauEtat>('est', `/usagers-non-identifies?${OCTOBRE}&antenne=EST`);
  expect(t.lignes.map((l) => [l.valeurs.usagerId, l.valeurs.attentes])).toEqual([['U1', 1]]);
});

test('a row opens its visits; whoever reads all antennas sees whose they are', async () => {
  const t = await lire<TableauEtat>('siege', `/heures-usagers?${OCTOBRE}&antenne=TOUTES`);
  expect(t.lignes.map((l) => l.valeurs.usagerId).sort()).toEqual(['U1', 'U9']);
  for (const l of t.lignes) {
    const cle = encodeURIComponent(l.cle);
    const d = await lire<DetailEtat>('siege', `/heures-usagers/visites?${OCTOBRE}&antenne=TOUTES&cle=${cle}`);
    expect(d.total).toBe(l.valeurs.visites);
    expect(new Set(d.lignes.map((x) => x.usagerId))).toEqual(new Set([l.valeurs.usagerId]));
  }
});

const lectures = async (auteur: string): Promise<string[]> =>
  (await lireAudit(banc.magasin, { auteur, action: 'CONSULTATION' })).entrees.map((e) => e.objet);
const dernieres = async (auteur: string, avant: readonly string[]): Promise<string[]> => {
  const toutes = await lectures(auteur);
  return toutes.slice(0, toutes.length - avant.length);
};

test('whoever reads usagers in a state leaves a trace: whose files, in which state; figures of nobody leave none', async () => {
  const avant = await lectures('siege');
  await demander('siege', `/heures-usagers?${OCTOBRE}&antenne=TOUTES`);
  await demander('siege', `/recapitulatif-mensuel?${OCTOBRE}&antenne=TOUTES`);
  await demander('siege', `/heures-intervenants?${OCTOBRE}&antenne=TOUTES`);
  await demander('siege', `/heures-usagers?${OCTOBRE}&antenne=EST&vue=visite&usager=U1`);
  await demander('siege', `/recapitulatif-mensuel/visites?${OCTOBRE}&antenne=TOUTES&cle=antenne%3DSUD`);
  // Of a usager without a row, the file was asked for all the same; a refusal shows nothing.
  await demander('siege', `/planning-usager?${OCTOBRE}&antenne=EST&usager=U0`);
  await demander('siege', `/planning-usager?${OCTOBRE}&antenne=EST`);
  await demander('siege', `/suivi-plans?${OCTOBRE}&antenne=EST&financeur=CNAV`);
  expect((await dernieres('siege', avant)).toReversed()).toEqual([
    'état heures-usagers TOUTES 2026-10-01 2026-10-31 : usager:U1 usager:U9',
    'état heures-usagers visite EST 2026-10-01 2026-10-31 : usager:U1',
    'état recapitulatif-mensuel TOUTES 2026-10-01 2026-10-31 : usager:U9',
    'état planning-usager EST 2026-10-01 2026-10-31 : usager:U0',
    'état suivi-plans EST 2026-10-01 2026-10-31 financeur:CNAV : usager:U1',
  ]);
});

test('an auditor reads the states of all antennas, each reading noted; keeps none, and has none mailed', async () => {
  const avant = await lectures('audit');
  expect(await lire<DefinitionEtat[]>('audit', '')).toHaveLength(14);
  for (const e of ETATS) await lire<TableauEtat>('audit', `/${e.id}?${OCTOBRE}${obligatoire(e.id)}&antenne=TOUTES`);
  const notees = await dernieres('audit', avant);
  expect(notees.map((o) => o.split(' ')[1]).toReversed()).toEqual(ETATS.map((e) => e.id));
  const fichier = await demander('audit', `/absences/fichier?${OCTOBRE}&antenne=EST&format=csv`);
  expect(fichier.statut).toBe(200);
  const { entrees } = await lireAudit(banc.magasin, { auteur: 'audit', action: 'EXPORT' });
  expect(entrees.map((x) => x.objet)).toEqual(['ETAT_ABSENCES_EST_20261001_20261031.csv : usager:U1']);
  expect((await demander('audit', '/selections')).statut).toBe(403);
});

test('the funders that a form offers come with the states, called as they are today', async () => {
  const aVenir = financeur('CNAV', 'CAISSE_RETRAITE', { libelle: 'CNAV de demain', dateDebut: jour('2099-01-01') });
  await ecrireTout(banc.magasin, BASE_CENTRALE, [aVenir]);
  const etats = await lire<DefinitionEtat[]>('audit', '');
  const choix = etats.find((e) => e.id === 'suivi-plans')?.parametres.find((p) => p.cle === 'financeur')?.choix ?? [];
  expect(choix).toContainEqual({ valeur: 'CNAV', libelle: 'Caisse nationale d’assurance vieillesse' });
});

test.each([
  ['no antenna', `/absences?${OCTOBRE}`, 400],
  ['no such antenna', `/absences?${OCTOBRE}&antenne=LYON`, 400],
  ['two antennas', `/absences?${OCTOBRE}&antenne=EST&antenne=SUD`, 400],
  ['a date that is none', '/absences?du=2026-02-30&au=2026-03-01&antenne=EST', 400],
  ['an identifier out of form', `/absences?${OCTOBRE}&antenne=EST&usager=..%2FU9`, 400],
  ['no such state', `/rien?${OCTOBRE}&antenne=EST`, 400],
  ['a row that is none', `/absences/visites?${OCTOBRE}&antenne=EST&cle=a%3Db`, 400],
  ['no row', `/absences/visites?${OCTOBRE}&antenne=EST`, 400],
  ['a whole month of planning without a usager', `/planning-usager?${OCTOBRE}&antenne=EST`, 400],
])('%s: refused, in a sentence', async (_, chemin, attendu) => {
  const { statut, texte } = await demander('est', chemin);
  expect(statut).toBe(attendu);
  expect(JSON.parse(texte).message).toMatch(/[.)]$/);
});

test('the same question asked by many waits as one; too many different ones are refused, and what waits is answered', async () => {
  const memes = await Promise.all(
    Array.from({ length: 40 }, () => demander('siege', `/heures-usagers?${OCTOBRE}&antenne=TOUTES`)),
  );
  expect(new Set(memes.map((r) => r.statut))).toEqual(new Set([200]));
  const jours = Array.from({ length: 28 }, (_, n) => `2026-10-${String(n + 1).padStart(2, '0')}`);
  const autres = await Promise.all(
    jours.map((j) => demander('siege', `/heures-usagers?du=${j}&au=${j}&antenne=TOUTES`)),
  );
  const refusees = autres.filter((r) => r.statut !== 200);
  expect(autres.length - refusees.length).toBeGreaterThanOrEqual(12);
  for (const r of refusees)
    expect([r.statut, JSON.parse(r.texte).message]).toEqual([503, expect.stringMatching(/Attendez un instant/)]);
});
