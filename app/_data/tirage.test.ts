import { describe, expect, it } from 'vitest';
import type { Checkpoint, DocumentReplique } from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import { sortDe, trierApresRestauration } from './apres-restauration';
import type { Scelle } from './base';
import { ouvrir, sceller } from './chiffrement';
import type { Lot } from './lots';
import { tirerLots, tirerSaisies } from './tirage';

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

  it('[CO-6] un serveur restauré dit tout ce qu’il a, depuis n’importe quel repère', async () => {
    const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
    const ancien = await sceller(cle, { 'attente:2026-11-16:P1': attente('2026-11-16', 'P1') });
    const stock = {
      lire: async (ids: string[]) => ids.map((id) => ({ id, v: 3, d: ancien })),
      noms: async () => ['2026-11-16', '2026-11-17'],
    };
    const tirer = tirerLots('suspens', cle, stock, async (_depuis, recevoir) => {
      recevoir([attente('2026-11-16', 'P2')], true);
      return FIN;
    });
    const lots = new Map<string, string[]>();
    for (const { id, d } of (await tirer(FIN)).documents) lots.set(id, Object.keys(await ouvrir<Lot>(cle, d)));
    expect(Object.fromEntries(lots)).toEqual({ '2026-11-16': ['attente:2026-11-16:P2'], '2026-11-17': [] });
  });
});

describe('après une restauration du serveur', () => {
  const note = (date: string, id: string, auteur: string) =>
    ({ _id: `correction:${date}:${id}`, type: 'correction', date: dateCivileSchema.parse(date), auteur }) as const;
  const o = {
    auteur: 'moi',
    debut: dateCivileSchema.parse('2026-09-01'),
    refusee: (id: string) => id.endsWith(':refusee'),
  };

  it('[CO-6] ce que j’ai saisi repart, ce qui est d’un collègue s’en va, ce qui est refusé ou trop ancien reste', () => {
    expect(sortDe(note('2026-11-16', 'a', 'moi'), o)).toBe('RENVOYER');
    expect(sortDe(note('2026-11-16', 'a', 'autre'), o)).toBe('RETIRER');
    expect(sortDe(note('2026-11-16', 'refusee', 'moi'), o)).toBe('LAISSER');
    expect(sortDe(note('2026-08-31', 'a', 'moi'), o)).toBe('LAISSER');
    expect(sortDe({ ...note('2026-08-31', 'a', 'moi'), type: 'absence' }, o)).toBe('RENVOYER');
  });

  it('[CO-6] seulement celles que le serveur n’a plus, et seulement s’il a été restauré', async () => {
    const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
    const renvoyees: string[] = [];
    const saisies = [
      note('2026-11-16', 'la', 'moi'),
      note('2026-11-16', 'mienne', 'moi'),
      note('2026-11-16', 'sienne', 'autre'),
    ];
    const rangees = await Promise.all(
      saisies.map(async (s) => ({
        id: s._id,
        v: 1,
        d: await sceller(cle, s),
        renvoyer: async () => renvoyees.push(s._id),
      })),
    );
    const tirer = (recommence?: boolean) =>
      tirerSaisies(
        cle,
        async (_depuis, recevoir) => {
          recevoir([{ ...note('2026-11-16', 'la', 'moi') }], recommence);
          return FIN;
        },
        (recus) => trierApresRestauration(rangees, recus, { cle, ...o }),
      )(FIN);
    expect((await tirer()).documents.map((d) => d.id)).toEqual(['correction:2026-11-16:la']);
    expect(renvoyees).toEqual([]);
    const { documents } = await tirer(true);
    expect(documents.map(({ id, _deleted }) => [id, _deleted])).toEqual([
      ['correction:2026-11-16:la', false],
      ['correction:2026-11-16:sienne', true],
    ]);
    expect(renvoyees).toEqual(['correction:2026-11-16:mienne']);
  });
});
