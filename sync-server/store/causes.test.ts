import { expect, test } from 'vitest';
import { z } from 'zod';
import { causeDe, direCause } from './causes';
import { erreurMagasin } from './erreurs';

const SECRET = 'Mme MARTIN';

test('[MAG-14] a cause says who failed and how, and never quotes what was being written or read', () => {
  const illisible = z
    .object({ usagers: z.array(z.object({ nom: z.number() })) })
    .safeParse({ usagers: [{ nom: SECRET }] });
  const cas: [unknown, object][] = [
    [erreurMagasin(409, 'conflict', SECRET), { erreur: 'Error', magasin: 'couch', statut: 409, mot: 'conflict' }],
    [erreurMagasin(503, SECRET, SECRET), { erreur: 'Error', magasin: 'couch', statut: 503 }],
    [
      Object.assign(new Error('error happened in your connection. Reason: connect ECONNREFUSED 127.0.0.1:5984'), {
        scope: 'socket',
      }),
      { erreur: 'Error', magasin: 'socket', code: 'ECONNREFUSED' },
    ],
    [Object.assign(new Error(SECRET), { code: 'ENOSPC' }), { erreur: 'Error', code: 'ENOSPC' }],
    [new TypeError(SECRET), { erreur: 'TypeError' }],
    [SECRET, { erreur: 'inconnue' }],
    [illisible.error, { erreur: 'ZodError', champs: ['usagers.0.nom'] }],
  ];
  for (const [e, attendue] of cas) {
    const dite = causeDe(e);
    expect(dite).toEqual(attendue);
    expect(JSON.stringify(dite)).not.toContain(SECRET);
    expect(direCause(e)).not.toContain(SECRET);
  }
});

test('the health is told in French what failed: the disk, rights, the network, the store, or the code of a refusal', () => {
  const avec = (code: string) => direCause(Object.assign(new Error(SECRET), { code }));
  expect(['ENOSPC', 'EACCES', 'ECONNREFUSED', 'CLE_ABSENTE'].map(avec)).toEqual([
    'disque plein',
    'droits insuffisants',
    'pas de réponse',
    'CLE_ABSENTE',
  ]);
  // A refusal of ours that the disk is the cause of: its word says which, and where is not said.
  const disque = (mot: string) =>
    direCause(
      Object.assign(new Error(`« /srv/ESSAI/${SECRET} » ne peut être ni lu ni écrit (${mot})`), { code: 'DISQUE' }),
    );
  expect(disque(`EROFS: read-only file system, mkdir '/srv/s/${SECRET}'`)).toBe('disque en lecture seule');
  expect(disque('EIO: i/o error, write')).toBe('le disque ne répond plus');
  expect(disque('?')).toBe('DISQUE');
  expect(direCause(erreurMagasin(503, 'x', SECRET))).toBe('CouchDB : 503');
  class ErreurDepot extends Error {}
  expect([direCause(new ErreurDepot(SECRET)), direCause(SECRET)]).toEqual(['ErreurDepot', 'inconnue']);
});
