import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type nano from 'nano';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type DocumentSvi, documentSchema } from './journal/entree';
import { type AppelSimule, simulerAppel } from './simulator/appel';
import { attendreQue, dossierDEssai, dossierTemporaire, JETON } from './testing/atelier';
import { lancerMagasin, lancerSvi, type Processus } from './testing/processus';
import { actionDe, demarrer, INSTANT, phrases, toutFermer } from './testing/svi-dessai';

vi.setConfig({ testTimeout: 240_000 });

const ouverts: Processus[] = [];
afterEach(async () => {
  await toutFermer();
  for (const p of ouverts.splice(0)) await p.tuer('SIGKILL');
});
const suivre = <P extends Processus>(p: P): P => {
  ouverts.push(p);
  return p;
};

const lireBase = async (serveur: nano.ServerScope, base: string): Promise<DocumentSvi[]> => {
  const { rows } = await serveur
    .use(base)
    .list({ include_docs: true })
    .catch(() => ({ rows: [] }));
  return rows.flatMap((r) => (r.id.startsWith('inventaire:') ? [] : documentSchema.parse(r.doc)));
};
const santeSchema = z.object({
  journal: z.object({ enAttente: z.number(), retenus: z.number() }),
  appelsEnCours: z.number(),
});
const sante = async (url: string) => santeSchema.parse(await (await fetch(`${url}/sante`)).json());

describe('deux travailleurs, un seul magasin', () => {
  const BASE = 'tg-pointages-2026';
  const ENV = { ECHEC_DELAI_S: '15' };
  type Essai = Awaited<ReturnType<typeof demarrer>>;
  const FROM = { From: '33199000001', SessionStart: '2026-10-25 00:31:49' };

  let magasin: Awaited<ReturnType<typeof lancerMagasin>>;
  beforeAll(async () => {
    magasin = await lancerMagasin(await dossierTemporaire());
  });
  afterAll(() => magasin.tuer('SIGKILL'));

  const deux = async (plus: Record<string, string> = {}) => {
    const env = { ...ENV, COUCHDB_URL: magasin.url, PUBLIC_ORIGIN: 'https://svi.exemple.fr', ...plus };
    const [a, b] = [await demarrer(undefined, undefined, env), await demarrer(undefined, undefined, env)];
    /** What CouchDB holds of those calls, by id. */
    const lire = async (...appels: string[]): Promise<DocumentSvi[]> =>
      (await lireBase(magasin.serveur, BASE)).filter((d) =>
        appels.some((id) => d.id === id || d.id.startsWith(`${id}-`)),
      );
    return { a, b, lire };
  };
  /** One request to one of the workers, at the address that the other may have given. */
  const poster = async (svi: Essai, callUuid: string, url: string, plus: Record<string, string>): Promise<string> => {
    const chemin = url.replace('https://svi.exemple.fr', '');
    const r = await svi.poster(chemin, { CallUUID: callUuid, ...FROM, ...plus }, {}, 'https://svi.exemple.fr');
    expect(r.status).toBe(200);
    return r.text();
  };
  const raccrocher = (svi: Essai, id: string) =>
    poster(svi, id, '/plivo/fin', { Event: 'Hangup', CallStatus: 'completed' });
  /** Keys one by one, each to the worker named beside it; gives the last answer. */
  const appeler = async (id: string, pas: readonly (readonly [Essai, string?])[]): Promise<string> => {
    let xml = '';
    for (const [svi, touches] of pas) {
      xml = await (touches === undefined
        ? poster(svi, id, '/plivo/appel', {})
        : poster(svi, id, actionDe(xml), { Digits: touches }));
    }
    return xml;
  };
  const plusTard = (...svis: Essai[]): void => {
    for (const s of svis) s.horloge.maintenant += 16_000;
  };
  const reglee = (...svis: Essai[]) =>
    attendreQue(async () => {
      const etats = await Promise.all(svis.map((s) => sante(s.url)));
      return etats.every((e) => e.journal.retenus + e.journal.enAttente === 0);
    }, 'les appels échoués sont réglés');

  test('[PT-4] [PT-6] a call shared by two workers: one punch, and no failed call, whichever hears the hang-up', async () => {
    const { a, b, lire } = await deux();
    // The hang-up comes to the one that knew nothing, to the one that knew the first steps, to the one that punched.
    await appeler('u1', [[a], [a, '71248'], [a, '1']]);
    await raccrocher(b, 'u1');
    await appeler('u2', [[a], [a, '71248'], [b, '2']]);
    await raccrocher(a, 'u2');
    await appeler('u3', [[b], [a, '71248'], [b, '1'], [a, '9'], [b, '2']]);
    await raccrocher(a, 'u3');
    await raccrocher(b, 'u3');
    plusTard(a, b);
    await reglee(a, b);
    const docs = await lire('u1', 'u2', 'u3');
    expect(docs.map((d) => d.id).sort()).toEqual(['u1-0-M1', 'u2-0-M1', 'u3-0-M1', 'u3-1-M1']);
    expect(docs.find((d) => d.id === 'u3-1-M1')).toMatchObject({ remplace: 'u3-0-M1', sens: 'DEPART' });
  });

  test('[PT-6] the same webhook to one, then to the other: the same answer, the same punch', async () => {
    const { a, b, lire } = await deux();
    const avant = await appeler('r', [[a], [b, '71248']]);
    const url = actionDe(avant);
    const [un, autre] = [await poster(a, 'r', url, { Digits: '1' }), await poster(b, 'r', url, { Digits: '1' })];
    expect(un).toBe(autre);
    expect(phrases(un)[0]).toContain('Arrivée enregistrée');
    await raccrocher(a, 'r');
    plusTard(a, b);
    await reglee(a, b);
    expect((await lire('r')).map((d) => d.id)).toEqual(['r-0-M1']);
  });

  test('[PT-6] a wrong code to one that counts a burst, then to one that heard of none: the same answer, by whichever the call began', async () => {
    const { a, b } = await deux({ RAFALE_CODES_MAX: '3' });
    for (const n of [1, 2, 3, 4]) await appeler(`rafale${n}`, [[a], [a, '11111']]);
    const faux = async (id: string, debut: Essai, ...autres: Essai[]): Promise<string[]> => {
      const url = actionDe(await appeler(id, [[debut]]));
      const reponses: string[] = [];
      for (const svi of autres) reponses.push(await poster(svi, id, url, { Digits: '44444' }));
      return reponses;
    };
    const [un, autre] = await faux('d1', a, a, b);
    expect([phrases(un ?? '')[0], autre]).toEqual([expect.stringContaining('trop de codes erronés'), un]);
    const [deuxieme, encore] = await faux('d2', b, b, a);
    expect([phrases(deuxieme ?? '')[0], encore]).toEqual([expect.stringContaining('Code non reconnu'), deuxieme]);
    // Each holds its answer back by what it heard itself, which is no part of the answer.
    expect([a.retenues.at(-1), b.retenues]).toEqual([3000, [250]]);
  });

  test('[PT-4] each knew a part of a call that failed: one failed call, at the furthest step, whoever writes first', async () => {
    const { a, b, lire } = await deux();
    await appeler('tard', [[a], [b, '71248']]);
    await raccrocher(a, 'tard');
    await appeler('tot', [[b], [a, '71248']]);
    await raccrocher(a, 'tot');
    plusTard(a, b);
    await reglee(a, b);
    expect((await lire('tard', 'tot')).map((d) => [d.id, d.type === 'appel' && d.etape])).toEqual([
      ['tard', 'CODE'],
      ['tot', 'SENS'],
    ]);
    // The other worker ends on its own the call of which it never heard the end.
    for (const s of [a, b]) s.horloge.maintenant += 1_201_000;
    await attendreQue(
      async () => (await sante(a.url)).appelsEnCours + (await sante(b.url)).appelsEnCours === 0,
      'fini',
    );
    plusTard(a, b);
    await reglee(a, b);
    expect(await lire('tard', 'tot')).toEqual([
      expect.objectContaining({ id: 'tard', etape: 'SENS', issue: 'RACCROCHE', intervenantId: 'I1', usagerId: 'M1' }),
      expect.objectContaining({ id: 'tot', etape: 'SENS', issue: 'RACCROCHE', intervenantId: 'I1', usagerId: 'M1' }),
    ]);
  });

  test('[PT-4] two instants for one call (no SessionStart): still one failed call', async () => {
    const { a, b, lire } = await deux();
    const sans = { SessionStart: '' };
    await poster(a, 'x', '/plivo/appel', sans);
    b.horloge.maintenant += 45_000;
    await poster(b, 'x', '/plivo/fin', { ...sans, Event: 'Hangup' });
    await raccrocher(a, 'x');
    plusTard(a);
    await reglee(a);
    plusTard(b);
    await reglee(b);
    expect(await lire('x')).toEqual([expect.objectContaining({ id: 'x', instant: INSTANT, etape: 'CODE' })]);
  });

  test('[PT-4] a key after the hang-up: the punch wins', async () => {
    const { a, b, lire } = await deux();
    for (const [id, autre] of [
      ['meme', a],
      ['autre', b],
    ] as const) {
      const xml = await appeler(id, [[a], [a, '71248']]);
      await raccrocher(a, id);
      await poster(autre, id, actionDe(xml), { Digits: '1' });
    }
    plusTard(a, b);
    await reglee(a, b);
    expect((await lire('meme', 'autre')).map((d) => d.id).sort()).toEqual(['autre-0-M1', 'meme-0-M1']);
  });

  test('[PT-4] a worker that stops writes the failed calls that it held back, but those of a punch', async () => {
    const { a, b, lire } = await deux();
    await appeler('reste', [[a], [a, '71248']]);
    await raccrocher(a, 'reste');
    await appeler('pointe', [[a], [a, '71248'], [b, '1']]);
    await raccrocher(a, 'pointe');
    await attendreQue(async () => (await lire('pointe')).length > 0, 'le pointage est transmis');
    await a.arreter();
    expect(await lire('reste', 'pointe')).toEqual([
      expect.objectContaining({ type: 'appel', id: 'reste', etape: 'SENS', issue: 'RACCROCHE' }),
      expect.objectContaining({ type: 'pointage', id: 'pointe-0-M1' }),
    ]);
  });

  test('[PT-4] CouchDB away: a hang-up waits, outlives a restart, and is kept when CouchDB is back', async () => {
    const dossier = await dossierTemporaire();
    const avant = suivre(await lancerMagasin(dossier));
    const env = { ...ENV, COUCHDB_URL: avant.url, PUBLIC_ORIGIN: 'https://svi.exemple.fr' };
    const a = await demarrer(undefined, undefined, env);
    await avant.tuer('SIGKILL');
    await appeler('attend', [[a], [a, '71248']]);
    await raccrocher(a, 'attend');
    await a.arreter();
    const b = await demarrer(a.dossier, undefined, { ...env, COUCHDB_URL: '' });
    plusTard(b);
    expect((await sante(b.url)).journal).toEqual(expect.objectContaining({ retenus: 1 }));
    await b.arreter();
    const apres = suivre(await lancerMagasin(dossier));
    const c = await demarrer(a.dossier, undefined, { ...env, COUCHDB_URL: apres.url });
    plusTard(c);
    await reglee(c);
    expect(await lireBase(apres.serveur, BASE)).toEqual([
      expect.objectContaining({ id: 'attend', etape: 'SENS', issue: 'RACCROCHE' }),
    ]);
  });
});

/** A balancer that knows nothing of calls: any request to any worker, to the other where one does not answer. */
const repartiteur = async (cibles: () => string[]) => {
  let n = 0;
  /** Plain text both ways: webhooks and XML. */
  const lireCorps = async (r: IncomingMessage): Promise<string> => {
    let corps = '';
    for await (const morceau of r) corps += String(morceau);
    return corps;
  };
  const serveur = createServer(async (req, res) => {
    const corps = await lireCorps(req);
    const essayer = (essai: number): void => {
      const toutes = cibles();
      // 0, 1, 1, 0, 1, 0, 0, 1… : never the same alternation, the same at each run.
      n += 1;
      const choix = (n.toString(2).replaceAll('0', '').length + essai) % toutes.length;
      const r = request(`${toutes[choix]}${req.url}`, { method: req.method ?? 'POST', headers: req.headers }, (v) => {
        lireCorps(v).then(
          (texte) => res.writeHead(v.statusCode ?? 502, { 'content-type': 'application/xml' }).end(texte),
          () => suivant(essai),
        );
      });
      r.on('error', () => suivant(essai));
      r.end(corps);
    };
    const suivant = (essai: number): void => {
      if (essai < 3) essayer(essai + 1);
      else if (!res.headersSent) res.writeHead(502).end();
    };
    essayer(0);
  });
  serveur.listen(0, '127.0.0.1');
  await once(serveur, 'listening');
  const adresse = serveur.address();
  const port = adresse !== null && typeof adresse === 'object' ? adresse.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    tuer: async () => {
      serveur.closeAllConnections();
      await new Promise((r) => serveur.close(r));
    },
  };
};

test('[PT-4] [PT-6] two processes behind a balancer, one killed under calls: what was spoken is what is stored', async () => {
  const BASE = `tg-pointages-${new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', year: 'numeric' }).format(new Date())}`;
  const urls: string[] = [];
  const magasin = suivre(await lancerMagasin(await dossierTemporaire()));
  const proxy = suivre(await repartiteur(() => urls));
  // Longer than the killed worker takes to be back with what it had not sent yet, on a busy machine too.
  const env = { COUCHDB_URL: magasin.url, PUBLIC_ORIGIN: proxy.url, ECHEC_DELAI_S: '15', APPEL_OUBLIE_S: '5' };
  const dossiers = [await dossierDEssai(), await dossierDEssai()];
  const lancer = (n: number, port = '0') => lancerSvi(dossiers[n] ?? '', { ...env, TELEPHONY_PORT: port });
  const svis = await Promise.all([lancer(0), lancer(1)]);
  for (const s of svis) {
    suivre(s);
    urls.push(s.url);
  }

  /** Keys, calling number, the usagers of its punches, and for a call without punch the step where it is left. */
  const SORTES = [
    { touches: '71248,1', de: '33199000001', usagers: ['M1'] },
    { touches: '71248,0,2', de: '33199000002', usagers: ['M2', 'M3'] },
    { touches: '71248,1,9,2', de: '33199000001', usagers: ['M1'] },
    { touches: '71248', de: '33199000001', etape: 'SENS', issue: 'RACCROCHE' },
    { touches: '71248,654321,1', de: 'anonymous', usagers: ['M1'] },
    { touches: '', de: '33199000002', etape: 'CODE', issue: 'RACCROCHE' },
    { touches: '71248,,2', de: '33199000001', usagers: ['M1'] },
    { touches: '11111,22222,33333', de: '33199000001', etape: 'CODE', issue: 'CODE_ERRONE' },
    { touches: '71248', de: 'anonymous', etape: 'BENEFICIAIRE', issue: 'RACCROCHE' },
  ] as const;
  type Fait = { sorte: (typeof SORTES)[number]; appel: AppelSimule };
  const faits: Fait[] = [];
  const N = 108;
  let prochain = 0;
  const aide = async (): Promise<void> => {
    for (let i = prochain++; i < N; i = prochain++) {
      const sorte = SORTES[i % SORTES.length] ?? SORTES[0];
      // Wrong codes from many numbers: no burst.
      const de = sorte.touches.startsWith('11111') ? `331990001${String(i).padStart(2, '0')}` : sorte.de;
      const { touches } = sorte;
      const o = {
        origin: proxy.url,
        authToken: JETON,
        de,
        touches,
        callUuid: `c${i}.x`,
        essais: 1200,
        delaiEssaiMs: 50,
      };
      faits.push({ sorte, appel: await simulerAppel({ ...o, repeter: i % 7 === 0 }) });
    }
  };
  const aides = Promise.all(Array.from({ length: 10 }, aide));
  await attendreQue(() => faits.length >= N / 3, 'un tiers des appels');
  await svis[0]?.tuer('SIGKILL');
  suivre(await lancer(0, svis[0]?.port));
  await aides;

  await attendreQue(async () => {
    const etats = await Promise.all(urls.map(sante));
    return etats.every((e) => e.appelsEnCours + e.journal.enAttente + e.journal.retenus === 0);
  }, 'tout est réglé');

  const docs = await lireBase(magasin.serveur, BASE);
  const stockes = docs.flatMap((d) => (d.type === 'pointage' ? [`${d.id} ${d.sens}`] : [])).sort();
  const attendus = faits.flatMap(({ sorte, appel }) => {
    const confirmations = appel.dit.filter((d) => /enregistrée? à/.test(d));
    const usagers = 'usagers' in sorte ? sorte.usagers : [];
    return confirmations.flatMap((d, i) =>
      usagers.map((u) => `${appel.callUuid}-${i}-${u} ${d.startsWith('A') ? 'ARRIVEE' : 'DEPART'}`),
    );
  });
  expect(faits.filter((f) => f.appel.issue === 'ECHEC_HTTP')).toEqual([]);
  expect(attendus.length).toBeGreaterThan(N / 2);
  // Each confirmation is one punch a usager, though every seventh call sent each of its requests twice.
  expect(stockes).toEqual(attendus.sort());

  const echecs = docs.flatMap((d) => (d.type === 'appel' ? [`${d.id} ${d.etape} ${d.issue}`] : [])).sort();
  const manques = faits.flatMap(({ sorte, appel }) =>
    'etape' in sorte ? [`${appel.callUuid} ${sorte.etape} ${sorte.issue}`] : [],
  );
  expect(echecs).toEqual(manques.sort());
});
