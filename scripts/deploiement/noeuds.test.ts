import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attendreQue } from '../../telephony/testing/atelier';
import { ADRESSES, type FauxNoeud, MOT_DE_PASSE, ouvrirFauxNoeuds } from './faux-noeud';
import { choisirPorts, type Mandataire, preparerMandataire } from './mandataire';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let noeuds: FauxNoeud[];
let mandataire: Mandataire;
let couchdb: number;
let port: number;

beforeEach(async () => {
  const ports = await choisirPorts(31_000);
  couchdb = ports.couchdb;
  port = ports.noeuds;
  noeuds = await ouvrirFauxNoeuds(ports.noeuds);
  mandataire = preparerMandataire(ports);
  await mandataire.demarrer();
});
afterEach(async () => {
  await mandataire.arreter();
  for (const n of noeuds) await n.arreter();
});

const demander = async (chemin: string, corps?: string, motDePasse = MOT_DE_PASSE): Promise<unknown> => {
  const r = await fetch(`http://127.0.0.1:${couchdb}${chemin}`, {
    headers: {
      authorization: `Basic ${Buffer.from(`telegestion:${motDePasse}`).toString('base64')}`,
      ...(corps && { 'content-type': 'application/json' }),
    },
    ...(corps && { method: 'POST', body: corps }),
  });
  return r.ok ? r.json() : r.status;
};
/** Which node answers: the choice is kept for two seconds. */
const repond = (n: FauxNoeud | undefined): Promise<void> =>
  attendreQue(
    async () =>
      (((await demander('/tg-central/a')) as { noeud?: string }).noeud ?? 'aucun') === (n?.adresse ?? 'aucun'),
    `${n?.adresse ?? 'aucun'} répond`,
    20_000,
  );

test('nobody is sent to a node that is closed; it is the first again once it is open', async () => {
  const [un, deux, trois] = noeuds;
  if (!un || !deux || !trois) throw new Error('three nodes');
  await repond(un);
  un.ferme = true;
  await repond(deux);
  const vues = un.demandes.filter((d) => !d.endsWith('/_up')).length;
  for (let n = 0; n < 50; n += 1) expect(await demander(`/tg-central/${n}`)).toMatchObject({ noeud: deux.adresse });
  expect(un.demandes.filter((d) => !d.endsWith('/_up'))).toHaveLength(vues);
  deux.ferme = true;
  await repond(trois);
  trois.ferme = true;
  await repond(undefined);
  expect(await demander('/tg-central/a')).toBe(502);
  un.ferme = false;
  await repond(un);
});

test('a node that dies: the next open one; what is asked arrives as it was sent, whichever node takes it', async () => {
  const [un, deux] = noeuds;
  if (!un || !deux) throw new Error('three nodes');
  const chemin = '/a%2Fb/c%2Bd+e?startkey=%22x%22&since=3-g1AA';
  const corps = 'é'.repeat(400_000);
  const arrive = async () => {
    const { noeud, methode, chemin: recu, corps: lu } = (await demander(chemin, corps)) as Record<string, string>;
    return [noeud, methode, recu, lu === corps];
  };
  expect(await arrive()).toEqual([un.adresse, 'POST', chemin, true]);
  await un.arreter();
  await repond(deux);
  expect(await arrive()).toEqual([deux.adresse, 'POST', chemin, true]);
  // Asked once in two seconds, not for each request; without the account of who asks.
  const avant = deux.demandes.length;
  for (let n = 0; n < 50; n += 1) await demander(`/tg-central/${n}`);
  expect(deux.demandes.slice(avant).filter((d) => d === 'GET /_up').length).toBeLessThan(10);
});

const PAGE = fileURLToPath(new URL('../../docs/runbooks/rotation-des-cles.md', import.meta.url));
/** The commands of the page for CouchDB, block by block: of these nodes, and of a terminal that has read the environment. */
const blocs = (): string[] => {
  const section = /^## CouchDB$([\s\S]*?)^## /m.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, bloc = '']) =>
    ADRESSES.reduce((b, a, n) => b.replaceAll(`10.0.0.1${n + 1}`, a), bloc)
      .replaceAll(':5984', `:${port}`)
      .replaceAll('. /etc/telegestion/environnement', ':'),
  );
};
const jouer = async (bloc: string, motDePasse: string, entree: string): Promise<string> => {
  const compte = `telegestion:${encodeURIComponent(motDePasse)}`;
  const p = spawn('bash', ['-c', bloc], {
    env: { ...process.env, COUCHDB_URL: `http://${compte}@127.0.0.1:${couchdb}` },
  });
  let dit = '';
  for (const flux of [p.stdout, p.stderr])
    flux.on('data', (d: Buffer) => {
      dit += d.toString();
    });
  p.stdin.end(entree);
  await once(p, 'close');
  return dit;
};

test('a password changed as the page says: who still asks with the former one locks nobody out, and the lock is back afterwards', async () => {
  const nouveau = 'b'.repeat(48);
  const [changer = '', refermer = ''] = blocs();
  await repond(noeuds[0]);
  expect(await jouer(changer, MOT_DE_PASSE, `${nouveau}\n`)).not.toContain('à refaire');
  expect(noeuds.map((n) => n.motDePasse)).toEqual([nouveau, nouveau, nouveau]);
  // The server and both workers, which have not been started again yet.
  for (let n = 0; n < 20; n += 1) expect(await demander('/tg-central/a')).toBe(401);
  expect(await demander('/tg-central/a', undefined, nouveau)).toMatchObject({ noeud: ADRESSES[0] });
  expect(await jouer(refermer, nouveau, '')).not.toContain('à refaire');
  expect(noeuds.map((n) => n.verrou)).toEqual(['enforce', 'enforce', 'enforce']);
  for (let n = 0; n < 5; n += 1) expect(await demander('/tg-central/a')).toBe(401);
  expect(await demander('/tg-central/a', undefined, nouveau)).toBe(403);
});
