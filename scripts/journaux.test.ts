import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dateParis, instantDe } from '#shared/temps/paris';
import { correction } from '#shared/testing/constructeurs';
import { donneesGenerees } from '../e2e/outils/donnees';
import { demarrerServiceEssai, type ServiceEssai } from '../e2e/outils/service';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// A whole service, made to write all that it can write in its technical log: then nothing of anybody is in it.

type Personne = {
  nom: string;
  prenom: string;
  telephones?: string[];
  codeSvi?: string;
  codeUsager?: string;
  adresse?: unknown;
};

const CANARI = 'Canarijaune';
const MOT_DE_PASSE = 'canari-mot-de-passe-9-xyz';
const COURRIEL = 'canari.courriel@exemple.fr';

let s: ServiceEssai;
beforeAll(async () => {
  s = await demarrerServiceEssai({
    donnees: donneesGenerees(23),
    env: {
      SONDE: 'oui',
      JOURNAL_NIVEAU: 'debug',
      METRIQUES_JETON: 'jeton-de-lecture-des-metriques',
      RAFALE_CODES_MAX: '2',
      COQUILLE: '/nonexistent',
    },
  });
});
afterAll(() => s.arreter());

/** Every word that is somebody's. */
const secretsDe = (personnes: readonly Personne[]): Set<string> =>
  new Set(
    personnes
      .flatMap((p) => [
        p.nom,
        p.prenom,
        p.codeSvi ?? '',
        p.codeUsager ?? '',
        ...(p.telephones ?? []).flatMap((t) => [t.slice(1), `0${t.slice(3)}`, t.slice(3)]),
        ...(JSON.stringify(p.adresse ?? '').match(/\p{L}{5,}/gu) ?? []).filter((m) => /^\p{Lu}/u.test(m)),
      ])
      .flatMap((t) => t.split(/[^\p{L}\d]+/u))
      .filter((t) => t.length >= 4),
  );

/** What a line says, without what the machine puts in each: an instant or a process number may look like a code. */
const dires = (ligne: string): string => {
  if (!ligne.startsWith('{')) return ligne;
  const { time: _t, pid: _p, hostname: _h, ms: _m, code: _c, ...reste } = JSON.parse(ligne) as Record<string, unknown>;
  return JSON.stringify(reste);
};

test('the technical log, at its most talkative, through calls, corrections, refusals, a closing and outages: nothing of anybody', async () => {
  const usagers = await s.lire<Personne>('usagers');
  const aides = await s.lire<Personne>('intervenants');
  const gestion = await s.creerCompte('canari.gestion', 'EST', { nom: `${CANARI} Nom`, responsable: true });
  const entrer = async (motDePasse: string): Promise<string> => {
    const corps = { identifiant: gestion.identifiant, motDePasse };
    const r = await poster('/api/session', corps, '');
    return r.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };
  const poster = (chemin: string, corps: unknown, cookie: string): Promise<Response> =>
    fetch(s.adresse + chemin, {
      method: 'POST',
      headers: { origin: s.cable.origine, 'content-type': 'application/json', cookie },
      body: typeof corps === 'string' ? corps : JSON.stringify(corps),
    });
  const lire = (chemin: string, cookie: string): Promise<number> =>
    fetch(s.adresse + chemin, { headers: { cookie } }).then(
      async (r) => {
        await r.arrayBuffer();
        return r.status;
      },
      () => 0,
    );

  // Calls: good, wrong code, burst, silence, withheld, an unknown number, a couple's.
  const numero = usagers.find((u) => (u.telephones ?? []).length > 0)?.telephones?.[0]?.slice(1) ?? '';
  const code = aides[0]?.codeSvi ?? '';
  for (const [de, touches] of [
    [numero, `${code},1`],
    [numero, `${code},1,9,2`],
    [numero, '12345,54321,99999'],
    [numero, ''],
    ['anonymous', `${code},000000,#,2`],
    ['33612345678', `${code},${usagers[0]?.codeUsager ?? '1'},1`],
    ['33612345679', '11111,22222,33333'],
    ['33612345679', '11111'],
  ] as const)
    await s.appeler(de, touches);

  // Sign-ins that fail and one that does not, pushes taken and refused, requests of every bad kind.
  await entrer(`${MOT_DE_PASSE}-faux`);
  const cookie = await entrer(gestion.motDePasse);
  const maintenant = instantDe(Date.now());
  const ligne = (plus: object) => ({
    ...correction('SUPPRESSION', {
      antenne: 'EST',
      auteur: gestion.identifiant,
      instant: maintenant,
      date: dateParis(maintenant),
      cible: { genre: 'VISITE', id: 'inconnue' },
    }),
    commentaire: `${CANARI} est tombée`,
    ...plus,
  });
  for (const documents of [[ligne({})], [ligne({ auteur: CANARI })], [ligne({ antenne: 'SUD' })], [{ nom: CANARI }]])
    await poster('/replication/saisies?antenne=EST', { documents }, cookie);
  await poster('/replication/saisies?antenne=EST', `{"documents": [{"nom": "${CANARI}`, cookie);
  for (const chemin of [
    `/api/usagers/${CANARI}/visites?antenne=EST`,
    `/api/usagers/${usagers[0]?.nom}/releves/2026-10?antenne=EST`,
    `/${CANARI}/?q=${CANARI}`,
    `/api/consultation/usagers?q=${CANARI}`,
    `/replication/jours?antenne=EST&checkpoint="${CANARI}"`,
    '/api/referentiel',
    '/replication/dossiers?antenne=EST',
    '/metrics',
    '/sante',
  ])
    await lire(encodeURI(chemin), cookie);
  const cloture = await poster('/api/cloture', { mois: s.moisPasse, antenne: 'EST', motif: `${CANARI} motif` }, cookie);
  expect(cloture.status).toBeLessThan(500);
  await poster('/api/comptes', { identifiant: CANARI, courriel: COURRIEL, motDePasse: MOT_DE_PASSE }, cookie);

  // The store dies: requests, calls and jobs fail, and say so.
  const { pid } = JSON.parse(readFileSync(join(s.dossier, 'donnees/magasin.json'), 'utf8')) as { pid: number };
  process.kill(pid, 'SIGKILL');
  const statuts: number[] = [];
  for (const chemin of ['/api/referentiel', '/replication/jours?antenne=EST', '/sante'])
    statuts.push(await lire(chemin, cookie));
  await poster('/replication/saisies?antenne=EST', { documents: [ligne({})] }, cookie).catch(() => undefined);
  await s.appeler(numero, `${code},1`);
  expect(statuts.some((n) => n >= 500 || n === 0)).toBe(true);

  const lignes = readFileSync(join(s.dossier, 'service.log'), 'utf8')
    .split('\n')
    .filter((l) => l !== '');
  expect(lignes.some((l) => l.includes('"route":"/replication/saisies"'))).toBe(true);
  expect(lignes.some((l) => l.includes('"name":"svi"'))).toBe(true);
  expect(lignes.some((l) => /"level":[45]0/.test(l))).toBe(true);
  const secrets = secretsDe([...usagers, ...aides]);
  expect(secrets.size).toBeGreaterThan(100);
  for (const mot of [
    CANARI,
    'Canarijaune',
    '33612345678',
    '0612345678',
    'tombée',
    gestion.motDePasse,
    MOT_DE_PASSE,
    COURRIEL,
  ])
    secrets.add(mot);
  const entiers = [CANARI, MOT_DE_PASSE, COURRIEL, gestion.motDePasse, gestion.identifiant];
  const fuitesDe = (l: string): string[] => {
    const dit = dires(l);
    const mots = dit.split(/[^\p{L}\d]+/u).filter((m) => secrets.has(m));
    return [...mots, ...entiers.filter((e) => dit.includes(e))].map((m) => `${m} dans ${dit.slice(0, 200)}`);
  };
  // What is looked for would be found.
  for (const mot of [code, numero, usagers[0]?.nom, COURRIEL])
    expect([mot, fuitesDe(JSON.stringify({ level: 30, time: 1, msg: `appel de ${mot}` })).length > 0]).toEqual([
      mot,
      true,
    ]);
  expect(lignes.flatMap(fuitesDe)).toEqual([]);
});
