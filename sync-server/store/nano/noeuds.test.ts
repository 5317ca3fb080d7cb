import { expect, test } from 'vitest';
import { serveurDEssai } from '../testing/serveur-dessai';
import { demanderHttp } from './http';
import { noeudsHttp } from './noeuds';

// What three nodes of CouchDB 3.5 say some seconds after a cut of the network, none of them having started again.

const [N1, N2, N3] = ['couchdb@127.0.0.11', 'couchdb@127.0.0.12', 'couchdb@127.0.0.13'] as const;
const DATE = 'Sun, 29 Nov 2026 18:55:36 GMT';
const systemes: Record<string, object> = {
  [N1]: {
    uptime: 123,
    internal_replication_jobs: 0,
    distribution_events: {
      [N3]: [
        ['2026-11-29T18:53:34Z', 'nodeup'],
        ['2026-11-29T18:55:19Z', 'nodedown', 'net_tick_timeout'],
        ['2026-11-29T18:55:20Z', 'nodeup'],
      ],
      [N2]: [['2026-11-29T18:53:33Z', 'nodeup']],
    },
  },
  [N2]: {
    uptime: 122,
    internal_replication_jobs: 0,
    distribution_events: {
      [N3]: [['2026-11-29T18:55:20Z', 'nodeup']],
      [N1]: [['2026-11-29T18:53:33Z', 'init']],
      // One that is no longer of the cluster.
      'couchdb@127.0.0.14': [['2026-11-29T18:55:30Z', 'nodedown', 'connection_closed']],
    },
  },
  [N3]: {
    uptime: 121,
    internal_replication_jobs: 0,
    distribution_events: {
      // By a clock that is ahead.
      [N2]: [['2026-11-29T18:56:20Z', 'nodeup']],
      [N1]: [
        ['2026-11-29T18:55:20Z', 'nodeup'],
        ['2026-11-29T18:55:31Z', 'nodedown', 'net_tick_timeout'],
      ],
    },
  },
};

const adresse = serveurDEssai((req, res) => {
  if (req.url === '/muette') return;
  const mode = /^\/_node\/([^/]+)\/_config\/couchdb\/maintenance_mode$/.exec(req.url ?? '')?.[1];
  if (mode !== undefined) {
    const dit = { [N1]: [200, '"false"'], [N2]: [200, '"true"'] }[decodeURIComponent(mode)] ?? [404, '{}'];
    res.writeHead(Number(dit[0]), { 'content-type': 'application/json' }).end(dit[1]);
    return;
  }
  const nom = /^\/_node\/([^/]+)\/_system$/.exec(req.url ?? '')?.[1];
  const corps = nom ? systemes[decodeURIComponent(nom)] : { all_nodes: [N1, N2, N3], cluster_nodes: [N1, N2, N3] };
  res.setHeader('date', DATE).setHeader('content-type', 'application/json').end(JSON.stringify(corps));
});

test('[MAG-13] each node says whether it is closed, and since when it sees the others again, though none of them has started again', async () => {
  const dit = { present: true, aTransmettre: 0 };
  expect(await noeudsHttp(adresse())()).toEqual([
    { ...dit, nom: N1, actifS: 123, revus: { [N2]: 123, [N3]: 16 } },
    { ...dit, nom: N2, ferme: true, actifS: 122, revus: { [N1]: 123, [N3]: 16 } },
    { ...dit, nom: N3, actifS: 121, revus: { [N1]: 0, [N2]: 0 } },
  ]);
});

test('a store that is silent for too long is one that cannot be reached; who breaks off himself gets his reason', async () => {
  const demander = demanderHttp(adresse());
  await expect(demander('muette', { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ scope: 'socket' });
  const assez = new Error('assez');
  await expect(demander('muette', { signal: AbortSignal.abort(assez) })).rejects.toBe(assez);
});
