import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Checkpoint,
  type DocumentReplique,
  ENTETE_SUITE,
  ecrireSuite,
  PAS_ENCORE_LU,
} from '#shared/replication/protocole';
import { dateCivileSchema } from '#shared/temps/types';
import type { Scelle } from '../base/base';
import type { Lot } from '../base/lots';
import { ouvrir, sceller } from '../chiffrement/chiffrement';
import { sortDe, trierApresRestauration } from './apres-restauration';
import { tirerLots, tirerSaisies, vidange } from './tirage';

const FIN: Checkpoint = { mode: 'changements', seq: '9' };
const attente = (date: string, id: string): DocumentReplique => ({ _id: `attente:${date}:${id}` });

describe('vidange', () => {
  afterEach(() => vi.unstubAllGlobals());
  const encodeur = new TextEncoder();
  const APRES: Checkpoint = { mode: 'instantane', apres: 'attente:2026-11-16:é', seq: '9' };
  const page = (id: string, checkpoint: Checkpoint, suite: boolean): string =>
    JSON.stringify({ documents: [attente('2026-11-16', id)], checkpoint, suite, debutFenetre: '2026-09-01' });

  /** A server that answers the given pages in turn, told what it was asked for. */
  const servir = (...reponses: Response[]): string[] => {
    const demandes: string[] = [];
    vi.stubGlobal('fetch', async (chemin: string) => {
      demandes.push(new URLSearchParams(chemin.split('?')[1]).get('checkpoint') ?? '');
      const reponse = reponses.shift();
      if (!reponse) throw new Error('rien de plus n’est attendu');
      return reponse;
    });
    return demandes;
  };
  /** What was read by one drain, where it ended, and what it asked for meanwhile. */
  const vider = async (vidanger: ReturnType<typeof vidangeDEssai>, depuis?: Checkpoint) => {
    const lus: string[] = [];
    const fin = await vidanger.vider(depuis, (documents) => {
      for (const d of documents) lus.push(d._id);
    });
    return { lus, fin };
  };
  const vidangeDEssai = () => {
    const attentes: string[] = [];
    const vider = vidange({ antenne: 'EST', compte: 'marie' }, 'suspens', () => undefined, {
      patienter: async () => void attentes.push('PATIENTE'),
      surReste: () => attentes.push('RESTE'),
    });
    return { vider, attentes };
  };
  const lire = async (): Promise<string[]> => {
    const { lus, fin } = await vider(vidangeDEssai());
    expect(fin).toEqual(FIN);
    return lus;
  };
  const LUS = ['attente:2026-11-16:P1', 'attente:2026-11-16:P2'];

  it('la page suivante est demandée dès que celle-ci commence d’arriver', async () => {
    let finir = (): void => undefined;
    const corps = new ReadableStream<Uint8Array>({
      start: (c) => {
        finir = () => {
          c.enqueue(encodeur.encode(page('P1', APRES, true)));
          c.close();
        };
      },
    });
    const demandes = servir(
      new Response(corps, { headers: { [ENTETE_SUITE]: ecrireSuite(APRES) } }),
      new Response(page('P2', FIN, false)),
    );
    const lue = lire();
    await expect.poll(() => demandes).toEqual(['', JSON.stringify(APRES)]);
    finir();
    expect(await lue).toEqual(LUS);
  });

  it.each([
    ['d’un serveur d’avant, qui ne le dit pas en tête', undefined],
    ['dont la tête ne se comprend pas', '%E9'],
  ])('une page %s dit elle-même où est la suite', async (_quoi, tete) => {
    const entetes = tete === undefined ? {} : { [ENTETE_SUITE]: tete };
    const demandes = servir(
      new Response(page('P1', APRES, true), { headers: entetes }),
      new Response(page('P2', FIN, false)),
    );
    expect(await lire()).toEqual(LUS);
    expect(demandes).toEqual(['', JSON.stringify(APRES)]);
  });

  const retenue = () => Response.json({ code: PAS_ENCORE_LU, message: 'à plus tard' }, { status: 503 });
  const panne = (): Response => new Response('', { status: 503 });
  const SUITE: Checkpoint = { mode: 'changements', seq: '5' };

  it('[FL-1] ce qui précède une ligne encore illisible est gardé, et la vidange suivante part de là', async () => {
    const v = vidangeDEssai();
    const demandes = servir(new Response(page('P1', SUITE, true)), retenue());
    expect(await vider(v, FIN)).toEqual({ lus: [LUS[0]], fin: SUITE });
    expect(v.attentes).toEqual(['RESTE']);
    expect(demandes).toEqual([FIN, SUITE].map((c) => JSON.stringify(c)));
    servir(retenue());
    await expect(vider(v, SUITE)).rejects.toMatchObject({ code: PAS_ENCORE_LU });
  });

  it('[FL-1] une vidange qui n’a rien reçu n’a pas à relire ce qu’elle a parcouru', async () => {
    const v = vidangeDEssai();
    const vide = JSON.stringify({ documents: [], checkpoint: SUITE, suite: true, debutFenetre: '2026-09-01' });
    servir(new Response(vide), retenue());
    expect(await vider(v, FIN)).toEqual({ lus: [], fin: SUITE });
    const demandes = servir(new Response(page('P1', APRES, false)));
    await vider(v, FIN);
    expect(demandes).toEqual([JSON.stringify(SUITE)]);
  });

  it('[FL-1] une première lecture attend la ligne : ce qu’elle a serait pris pour tout', async () => {
    const v = vidangeDEssai();
    const demandes = servir(
      new Response(page('P1', SUITE, true)),
      retenue(),
      retenue(),
      new Response(page('P2', FIN, false)),
    );
    expect(await vider(v)).toEqual({ lus: LUS, fin: FIN });
    expect(v.attentes).toEqual(['PATIENTE', 'PATIENTE']);
    expect(demandes).toEqual(['', ...Array.from({ length: 3 }, () => JSON.stringify(SUITE))]);
  });

  it('une autre panne au milieu de la lecture la fait recommencer', async () => {
    const v = vidangeDEssai();
    servir(new Response(page('P1', SUITE, true)), panne());
    await expect(vider(v, FIN)).rejects.toMatchObject({ statut: 503 });
    expect(v.attentes).toEqual([]);
  });
});

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

  it('[CO-6] ce que j’ai saisi repart, ce qui est d’un collègue est mis à part, ce qui est refusé ou trop ancien reste', () => {
    expect(sortDe(note('2026-11-16', 'a', 'moi'), o)).toBe('RENVOYER');
    expect(sortDe(note('2026-11-16', 'a', 'autre'), o)).toBe('METTRE_A_PART');
    expect(sortDe(note('2026-11-16', 'refusee', 'moi'), o)).toBe('LAISSER');
    expect(sortDe(note('2026-08-31', 'a', 'moi'), o)).toBe('LAISSER');
    expect(sortDe({ ...note('2026-08-31', 'a', 'moi'), type: 'absence' }, o)).toBe('RENVOYER');
  });

  it('[CO-6] seulement celles que le serveur n’a plus, et seulement s’il a été restauré', async () => {
    const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
    const renvoyees: string[] = [];
    const gardees: string[] = [];
    const garder = async (autrui: readonly { _id: string }[]) => void gardees.push(...autrui.map((x) => x._id));
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
        (recus) => trierApresRestauration(rangees, recus, { cle, garder, ...o }),
      )(FIN);
    expect((await tirer()).documents.map((d) => d.id)).toEqual(['correction:2026-11-16:la']);
    expect(renvoyees).toEqual([]);
    const { documents } = await tirer(true);
    expect(documents.map(({ id, _deleted }) => [id, _deleted])).toEqual([
      ['correction:2026-11-16:la', false],
      ['correction:2026-11-16:sienne', true],
    ]);
    expect(renvoyees).toEqual(['correction:2026-11-16:mienne']);
    expect(gardees).toEqual(['correction:2026-11-16:sienne']);
  });
});
