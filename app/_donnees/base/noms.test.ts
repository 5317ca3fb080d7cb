import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { nomBase, nomCopie, nomMoitie, nomsDe } from './noms';

const touche = (identifiant: string, base: string): boolean[] => {
  const n = nomsDe(identifiant);
  return [
    n.estBase(`rxdb-dexie-${base}--0--saisies`),
    n.estBase(`rxdb-dexie-${base}--0--rx-replication-meta-x`),
    n.estFichier(nomCopie(base)),
    n.estCle(`tg.attente.${base}`),
    n.estCle(`tg.fenetre.${base}`),
  ];
};

describe('nomsDe', () => {
  it('reconnaît tout ce que le poste garde d’un compte, dans toutes ses antennes', () => {
    for (const a of codesAntennes()) expect(touche('anne', nomBase('anne', a))).not.toContain(false);
    expect(nomsDe('anne').estCle('tg.compte')).toBe(false);
    expect(['anne', 'annette'].map((i) => nomsDe('anne').estFichier(nomMoitie(i)))).toEqual([true, false]);
  });
  it.each([['anne-marie'], ['anne-est'], ['a.tg-anne'], ['annette']])(
    '[CO-6] l’effacement d’« anne » laisse le travail non envoyé de « %s »',
    (autre) => {
      for (const a of codesAntennes()) expect(touche('anne', nomBase(autre, a))).not.toContain(true);
    },
  );
  it('[CO-6] deux comptes n’ont jamais rien en commun', () => {
    const identifiant = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{1,12}$/);
    const antenne = fc.constantFrom(...codesAntennes());
    fc.assert(
      fc.property(identifiant, identifiant, antenne, (un, suite, a) => {
        for (const autre of [`${un}-${suite}`, `${suite}-${un}`, `${un}-${a.toLowerCase()}`])
          expect(touche(un, nomBase(autre, a))).not.toContain(true);
      }),
    );
  });
});
