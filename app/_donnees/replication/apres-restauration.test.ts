import { createRxDatabase, type RxCollection, type RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import type { Checkpoint, DocumentReplique } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import type { Scelle } from '../base/base';
import { ouvrir, sceller } from '../chiffrement/chiffrement';
import { trierApresRestauration } from './apres-restauration';
import { LOT_RXDB, tirerSaisies } from './tirage';

const schema: RxJsonSchema<Scelle> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 300 }, v: { type: 'number' }, d: { type: 'string' } },
  required: ['id', 'v', 'd'],
};
const note = (id: string, auteur: string): DocumentReplique & { auteur: string } => ({
  _id: `correction:2026-11-16:${id}`,
  type: 'correction',
  date: dateCivileSchema.parse('2026-11-16'),
  auteur,
});

it('[CO-6] RxDB renvoie ce que le serveur restauré n’a plus, une fois, et met à part ce qui n’est pas à moi', async () => {
  const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const base = await createRxDatabase<{ saisies: RxCollection<Scelle> }>({ name: 'pc', storage: getRxStorageMemory() });
  await base.addCollections({
    saisies: {
      schema,
      conflictHandler: {
        isEqual: (a, b) => a.v === b.v && Boolean(a._deleted) === Boolean(b._deleted),
        resolve: (i) => Promise.resolve(i.realMasterState),
      },
    },
  });
  // The server: what it has, and which life of its data this is.
  const serveur = new Map([[note('sienne', 'autre')._id, note('sienne', 'autre')]]);
  let histoire = 'A';
  const recus: string[] = [];
  const gardees: string[] = [];
  const flux = new Subject<'RESYNC'>();
  const garder = async (autrui: readonly { _id: string }[]) => void gardees.push(...autrui.map((x) => x._id));
  const tirer = tirerSaisies(
    cle,
    async (depuis: Checkpoint | undefined, recevoir) => {
      const recommence = depuis?.histoire !== undefined && depuis.histoire !== histoire;
      recevoir([...serveur.values()], recommence);
      return { mode: 'changements', seq: '1', histoire };
    },
    async (connus) => {
      const rangees = (await base.saisies.find().exec()).map((x) => ({
        id: x.id,
        v: x.v,
        d: x.d,
        renvoyer: () => x.incrementalPatch({ v: x.v + 1 }),
      }));
      return trierApresRestauration(rangees, connus, {
        cle,
        auteur: 'moi',
        debut: undefined,
        refusee: () => false,
        garder,
      });
    },
  );
  const etat = replicateRxCollection<Scelle, Checkpoint>({
    replicationIdentifier: 'essai',
    collection: base.saisies,
    live: true,
    waitForLeadership: false,
    pull: { batchSize: LOT_RXDB, stream$: flux.asObservable(), handler: tirer },
    push: {
      handler: async (lignes) => {
        for (const l of lignes) {
          const doc = await ouvrir<DocumentReplique & { auteur: string }>(cle, l.newDocumentState.d);
          recus.push(doc._id);
          serveur.set(doc._id, doc);
        }
        return [];
      },
    },
  });
  const mienne = note('mienne', 'moi');
  await base.saisies.insert({ id: mienne._id, v: 1, d: await sceller(cle, mienne) });
  await etat.awaitInitialReplication();
  await etat.awaitInSync();
  await expect.poll(() => recus).toEqual([mienne._id]);

  // Restored from a backup made before both.
  serveur.clear();
  serveur.set(note('ancienne', 'autre')._id, note('ancienne', 'autre'));
  histoire = 'B';
  flux.next('RESYNC');
  await expect.poll(() => recus).toEqual([mienne._id, mienne._id]);
  await expect
    .poll(async () => (await base.saisies.find().exec()).map((d) => d.id).sort())
    .toEqual([note('ancienne', 'autre')._id, mienne._id].sort());

  expect(gardees).toEqual([note('sienne', 'autre')._id]);

  flux.next('RESYNC');
  await etat.awaitInSync();
  expect(recus).toHaveLength(2);
  await etat.cancel();
  await base.close();
});
