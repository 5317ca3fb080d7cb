import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { COMPTE, LIMITES, type ReponseEnvoi } from '#shared/replication/protocole';
import { EchecHttp } from '../serveur/api';
import { aEnvoyer, creerEnvois, envoyerLignes, type Ligne, posterSaisies } from './envoi';

const lignes = (n: number): Ligne[] => Array.from({ length: n }, (_, i) => ({ _id: `correction:2026-11-25:${i}` }));
const repondre = (recus: Ligne[]): ReponseEnvoi => ({ recus: recus.map((l) => l._id), refuses: [] });

describe('envoyerLignes', () => {
  it('une ligne que le serveur rejette en bloc est isolée, les autres partent toutes une fois', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(59), { maxLength: 3 }),
        async (n, mauvaises) => {
          const fautives = new Set(mauvaises.filter((m) => m < n).map((m) => `correction:2026-11-25:${m}`));
          const recus: string[] = [];
          const refusees = await envoyerLignes(async (lot) => {
            if (lot.some((l) => fautives.has(l._id))) throw new EchecHttp(400, 'DEMANDE', 'Demande mal formée.');
            recus.push(...lot.map((l) => l._id));
            return repondre(lot);
          }, lignes(n));
          expect(new Set(refusees.map((r) => r.documentId))).toEqual(fautives);
          expect(recus.toSorted()).toEqual(
            lignes(n)
              .map((l) => l._id)
              .filter((id) => !fautives.has(id))
              .toSorted(),
          );
        },
      ),
    );
  });
  it.each([0, 401, 403, 404, 426, 429, 500, 503])(
    'statut %i : rien n’est refusé, tout sera renvoyé',
    async (statut) => {
      const essai = envoyerLignes(async () => {
        throw new EchecHttp(statut, 'X', 'x');
      }, lignes(3));
      await expect(essai).rejects.toMatchObject({ statut });
    },
  );
  it('rend les refus que le serveur liste, avec leurs phrases', async () => {
    const refus = {
      documentId: 'correction:2026-11-25:1',
      code: 'ANTENNE',
      message: 'Cette antenne n’est pas la vôtre.',
    };
    const refusees = await envoyerLignes(async () => ({ recus: [], refuses: [refus] }), lignes(2));
    expect(refusees).toEqual([refus]);
  });
  it('coupe ce qui dépasse les limites d’un envoi', async () => {
    const tailles: number[] = [];
    await envoyerLignes(
      async (lot) => {
        tailles.push(lot.length);
        return repondre(lot);
      },
      lignes(LIMITES.documentsEnvoi + 20),
    );
    expect(tailles).toEqual([LIMITES.documentsEnvoi, 20]);
  });
});

it('[CO-6] la saisie d’une collègue, reçue mais pas encore marquée comme telle, n’est pas renvoyée', () => {
  const lignes = [
    { _id: 'note:2026-11-25:1', auteur: 'marie' },
    { _id: 'note:2026-11-25:2', auteur: 'paul' },
  ];
  expect(aEnvoyer(lignes, 'marie').map((l) => l._id)).toEqual(['note:2026-11-25:1']);
});

describe('[CO-6] the one door by which the rows of an antenna leave', () => {
  const refus = {
    documentId: 'correction:2026-11-25:1',
    code: 'ANTENNE',
    message: 'Cette antenne n’est pas la vôtre.',
  };
  /** A server that answers each sending when it is told to. */
  const ouvrir = () => {
    const envois: { ids: string[]; repondre: () => void; echouer: () => void }[] = [];
    let seuls = 0;
    const porte = creerEnvois(
      (lot) =>
        new Promise((ok, ko) => {
          envois.push({
            ids: lot.map((l) => l._id),
            repondre: () =>
              ok({ ...repondre(lot), refuses: lot.some((l) => l._id === refus.documentId) ? [refus] : [] }),
            echouer: () => ko(new EchecHttp(0, 'RESEAU', 'Le serveur ne répond pas.')),
          });
        }),
      (travail) => {
        seuls += 1;
        return travail();
      },
    );
    return { envois, porte, seuls: () => seuls };
  };

  it('two ways ask for the same rows at the same time: they leave once, and both are told what was refused', async () => {
    const { envois, porte, seuls } = ouvrir();
    const deux = [porte.envoyer(lignes(3)), porte.envoyer(lignes(3))];
    await vi.waitFor(() => expect(envois).toHaveLength(1));
    envois[0]?.repondre();
    expect(await Promise.all(deux)).toEqual([[refus], [refus]]);
    expect([envois.length, seuls()]).toEqual([1, 1]);
  });

  it('nobody answered: the second way sends them', async () => {
    const { envois, porte } = ouvrir();
    const [premier, second] = [porte.envoyer(lignes(3)), porte.envoyer(lignes(3))];
    await vi.waitFor(() => expect(envois).toHaveLength(1));
    envois[0]?.echouer();
    await expect(premier).rejects.toMatchObject({ statut: 0 });
    await vi.waitFor(() => expect(envois).toHaveLength(2));
    envois[1]?.repondre();
    expect(await second).toEqual([refus]);
  });

  it('cut between two slices: what the first was answered of does not leave again', async () => {
    const { envois, porte } = ouvrir();
    const toutes = lignes(LIMITES.documentsEnvoi + 20);
    const premier = porte.envoyer(toutes);
    await vi.waitFor(() => expect(envois).toHaveLength(1));
    envois[0]?.repondre();
    await vi.waitFor(() => expect(envois).toHaveLength(2));
    envois[1]?.echouer();
    await expect(premier).rejects.toMatchObject({ statut: 0 });
    const second = porte.envoyer(toutes);
    await vi.waitFor(() => expect(envois).toHaveLength(3));
    envois[2]?.repondre();
    expect(await second).toEqual([refus]);
    expect(envois.map((e) => e.ids.length)).toEqual([LIMITES.documentsEnvoi, 20, 20]);
  });

  it('a restored server has them no more: they leave again', async () => {
    const { envois, porte } = ouvrir();
    const une = lignes(1);
    const premier = porte.envoyer(une);
    await vi.waitFor(() => expect(envois).toHaveLength(1));
    envois[0]?.repondre();
    await premier;
    porte.oublier(une[0]?._id ?? '');
    const second = porte.envoyer(une);
    await vi.waitFor(() => expect(envois).toHaveLength(2));
    envois[1]?.repondre();
    await second;
  });
});

describe('[CO-6] rows that meet the cookie of a colleague', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('say whose they are; refused as another’s, they are not refused: the session is over for them', async () => {
    const dits: (string | null)[] = [];
    vi.stubGlobal('fetch', async (_: string, options: RequestInit) => {
      dits.push(new Headers(options.headers).get(COMPTE.entete));
      const refuses = lignes(2).map((l) => ({ documentId: l._id, code: 'AUTEUR', message: 'Une autre personne.' }));
      return Response.json({ recus: [], refuses });
    });
    const essai = envoyerLignes(posterSaisies('EST', 'marie'), lignes(2));
    await expect(essai).rejects.toMatchObject({ statut: 401, code: 'SESSION' });
    expect(dits).toEqual(['marie']);
  });
});
