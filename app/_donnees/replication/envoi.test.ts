import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITES, type ReponseEnvoi } from '#shared/replication/protocole';
import { EchecHttp } from '../lecture/api';
import { aEnvoyer, envoyerLignes, type Ligne } from './envoi';

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
