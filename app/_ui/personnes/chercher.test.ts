import { describe, expect, it } from 'vitest';
import { jour, usager } from '#shared/testing/constructeurs';
import { annuaireDe, chercherUsagers } from './chercher';

const auj = jour('2026-11-25');

describe('chercher un usager', () => {
  const annuaire = annuaireDe(
    [
      usager('U09', { nom: 'BRUNET', prenom: 'Marie' }),
      usager('U10', { nom: 'LEFÈBVRE', prenom: 'Denise' }),
      usager('U11', { nom: 'MARTIN-DUPONT', prenom: 'Jeanne' }),
      usager('U13', { nom: 'MEUNIER', prenom: 'Denise' }),
      usager('U14', { nom: 'MEUNIER', prenom: 'Michel' }),
      usager('U12', { nom: 'MARTIN', prenom: 'Paul', antennes: [{ antenne: 'SUD', depuis: jour('0001-01-01') }] }),
    ],
    'EST',
    auj,
  );
  it.each([
    ['lefe', ['U10']],
    ['jea dup', ['U11']],
    ['u10', ['U10']],
    ['mart', ['U11']],
    // The family name that begins so, then the first name.
    ['mar', ['U11', 'U09']],
    ['paul', []],
    ['', []],
    ['meunier', ['U13', 'U14']],
    ['meunier m', ['U14']],
  ])('« %s »', (texte, ids) => expect(chercherUsagers(annuaire, texte).map((u) => u.id)).toEqual(ids));
});
