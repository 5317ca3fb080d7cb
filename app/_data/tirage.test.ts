import { describe, expect, it } from 'vitest';
import type { Checkpoint, DocumentReplique } from '#shared/replication/protocole';
import type { Scelle } from './base';
import { ouvrir } from './chiffrement';
import type { Lot } from './lots';
import { tirerLots } from './tirage';

const FIN: Checkpoint = { mode: 'changements', seq: '9' };
const attente = (date: string, id: string): DocumentReplique => ({ _id: `attente:${date}:${id}` });

describe('tirerLots', () => {
  /** Pulls once, over what the former pulls have stored; tells the ids of each stored lot. */
  const poste = async () => {
    const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
    const disque = new Map<string, Scelle>();
    const stock = {
      lire: async (ids: string[]) => ids.flatMap((id) => disque.get(id) ?? []),
      noms: async () => [...disque.keys()],
    };
    return async (depuis: Checkpoint | undefined, ...pages: DocumentReplique[][]) => {
      const tirer = tirerLots('suspens', cle, stock, async (_depuis, recevoir) => {
        for (const page of pages) recevoir(page);
        return FIN;
      });
      for (const { id, v, d } of (await tirer(depuis)).documents) disque.set(id, { id, v, d });
      const lots = await Promise.all([...disque].map(async ([nom, s]) => [nom, await ouvrir<Lot>(cle, s.d)] as const));
      return Object.fromEntries(lots.map(([nom, lot]) => [nom, Object.keys(lot).sort()]));
    };
  };

  it('une suite s’ajoute à ce qui est gardé, et en retire ce qui est effacé', async () => {
    const tirer = await poste();
    await tirer(undefined, [attente('2026-11-16', 'P1')]);
    const lus = await tirer(FIN, [attente('2026-11-16', 'P2'), { ...attente('2026-11-16', 'P1'), _deleted: true }]);
    expect(lus).toEqual({ '2026-11-16': ['attente:2026-11-16:P2'] });
  });

  it('une lecture depuis le début dit tout ce qu’il y a : rien de la précédente, coupée avant son repère, ne reste', async () => {
    const tirer = await poste();
    await tirer(undefined, [attente('2026-11-16', 'P1'), attente('2026-11-16', 'P2'), attente('2026-11-17', 'P3')]);
    const lus = await tirer(undefined, [attente('2026-11-15', 'P0')], [attente('2026-11-16', 'P2')]);
    expect(lus).toEqual({
      '2026-11-15': ['attente:2026-11-15:P0'],
      '2026-11-16': ['attente:2026-11-16:P2'],
      '2026-11-17': [],
    });
  });
});
