import { expect, test } from 'vitest';
import { erreurMagasin, estAbsent, estDuMagasin, estEnPanne } from './erreurs';

const coupee = Object.assign(new Error('connexion perdue'), { scope: 'socket' });

/** Whether it is asked again by itself, whether no document is blamed for it, whether a screen says that the service is away. */
const juger = (e: unknown) => [estAbsent(e), estDuMagasin(e), estEnPanne(e)];

test.each<[string, unknown, boolean[]]>([
  ['a connection that is lost', coupee, [true, true, true]],
  ['a gateway that finds nobody', erreurMagasin(502, 'bad_gateway', ''), [true, true, true]],
  ['a store that is away', erreurMagasin(503, 'service_unavailable', ''), [true, true, true]],
  ['a gateway that waits in vain', erreurMagasin(504, 'gateway_timeout', ''), [true, true, true]],
  ['a cluster that did not answer in time', erreurMagasin(500, 'timeout', ''), [true, true, true]],
  ['the same, as CouchDB 3.5 says it', erreurMagasin(500, 'error', 'timeout'), [true, true, true]],
  ['the same, of a node that left', erreurMagasin(500, 'error', 'nodedown'), [true, true, true]],
  ['a fault that it gives no name', erreurMagasin(500, 'error', 'badmatch'), [false, false, true]],
  [
    'a cluster without a copy',
    erreurMagasin(500, 'internal_server_error', 'No DB shards could be opened.'),
    [true, true, true],
  ],
  ['a store that has too much to do', erreurMagasin(429, 'too_many_requests', ''), [false, true, false]],
  ['a request that took too long to come', erreurMagasin(408, 'request_timeout', ''), [false, true, false]],
  ['a fault inside the store', erreurMagasin(500, 'internal_server_error', ''), [false, false, true]],
  ['a refused document', erreurMagasin(400, 'bad_request', ''), [false, false, false]],
  ['a conflict', erreurMagasin(409, 'conflict', ''), [false, false, false]],
  ['a fault of ours', new Error('connexion perdue'), [false, false, false]],
])('[MAG-14] %s', (_, e, attendu) => {
  expect(juger(e)).toEqual(attendu);
});
