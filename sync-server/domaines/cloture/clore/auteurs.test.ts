import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { composerReleve } from '#shared/domain/releve/composer';
import { donneesReleve, type VersionReleve } from '#shared/domain/releve/donnees';
import type { Mois } from '#shared/temps/types';
import { compte, paris } from '#shared/testing/constructeurs';
import { lireCloture, lireFiges } from '../../../store/lectures/clos';
import { lireUn } from '../../../store/lire';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';

const SEPTEMBRE = '2026-09' as Mois;
let s: BancCloture;
beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
});
afterAll(() => s?.b.fermer());

it('[CO-1] [CL-2] who corrected is frozen as they were at the closing, by name and by role; a statement of a former version names them, one of today their function', async () => {
  await s.poser(BASE_CENTRALE, [
    compte('anne', { nom: 'Anne DURAND' }),
    compte('claire', { nom: 'Claire MARTIN' }),
    compte('claire2', { nom: 'Claire MARTIN' }),
  ]);
  s.aller('2026-09-20T08:00:00Z');
  for (const [n, auteur] of ['anne', 'claire2', 'REPRISE'].entries()) {
    const jour = `2026-09-0${n + 7}`;
    await s.pointer(`V${n}`, paris(`${jour} 08:00`), paris(`${jour} 10:00`), { usagerId: 'M1' });
    await s.tourner();
    await s.corriger(await s.intervention('SUD', `V${n}A`), 'HORAIRE', { auteur, fin: paris(`${jour} 09:00`) });
  }
  s.aller('2026-10-02T08:00:00Z');
  await s.clore(SEPTEMBRE, ['SUD']);
  const auteurs = async (version?: VersionReleve) => {
    const [etat] = await lireFiges(s.b.magasin, 'SUD', SEPTEMBRE);
    const cloture = await lireCloture(s.b.magasin, 'SUD', SEPTEMBRE);
    if (!etat || !cloture) throw new Error('rien de figé');
    return composerReleve(donneesReleve(etat, cloture, version)).corrections.flatMap((c) =>
      c.lignes.map((l) => /Par (.*), le/.exec(l)?.[1]),
    );
  };
  const nommes = ['Anne DURAND', 'Claire MARTIN (claire2)', 'REPRISE'];
  expect(await auteurs(2)).toEqual(nommes);
  // Statements made since name them by their function alone.
  expect(await auteurs()).toEqual(['l’antenne Sud', 'l’antenne Sud', 'l’antenne Sud']);
  // A name that changes since changes nothing of what was frozen.
  const avant = await lireUn(s.b.magasin, BASE_CENTRALE, idCompte('anne'));
  await s.poser(BASE_CENTRALE, [{ ...avant, nom: 'Anne LEROY' }]);
  expect(await auteurs(2)).toEqual(nommes);
});
