import { describe, expect, it } from 'vitest';
import { phrasePerte } from './phrase-perte';

const SUD = { antenne: 'SUD' as const, attente: 5, autres: 0, refusees: 0 };
const dite = (...args: Parameters<typeof phrasePerte>): string =>
  phrasePerte(...args).replaceAll(/[\u00a0\u202f]/g, ' ');

describe('[CO-6] the browser has cleared this PC under an open page', () => {
  it.each([
    [
      1,
      '1 saisie n’est plus que dans cette page : ne la fermez pas. Elle partira dès que le serveur répondra ; sinon, mettez-la dans un fichier.',
    ],
    [
      3,
      '3 saisies ne sont plus que dans cette page : ne la fermez pas. Elles partiront dès que le serveur répondra ; sinon, mettez-les dans un fichier.',
    ],
    [0, 'Tout ce que vous avez saisi est sur le serveur : rechargez la page, elle se remplira de nouveau.'],
  ])('%i left, and nothing elsewhere', (restantes, phrase) => {
    expect(dite({ restantes, refus: [] }, [], true)).toBe(phrase);
  });

  it('what the server has refused is told', () => {
    expect(dite({ restantes: 0, refus: ['Le mois est clos.'] }, [], true)).toMatch(
      / Le serveur a refusé : Le mois est clos\.$/,
    );
  });

  it('what waited for another antenna is gone: not all is on the server, and who typed it must know', () => {
    expect(dite({ restantes: 0, refus: [] }, [SUD], true)).toBe(
      'Ce que vous avez saisi pour cette antenne est sur le serveur : rechargez la page, elle se remplira de nouveau. 5 saisies de l’antenne Sud, gardées sur ce poste, sont perdues, sauf si un autre onglet les montre encore : refaites-les.',
    );
    expect(dite({ restantes: 0, refus: [] }, [{ ...SUD, attente: 1 }], true)).toMatch(
      / 1 saisie de l’antenne Sud, gardée sur ce poste, est perdue, sauf si un autre onglet la montre encore : refaites-la\.$/,
    );
    expect(dite({ restantes: 2, refus: [] }, [SUD], true)).toMatch(
      /mettez-les dans un fichier\. 5 saisies de l’antenne Sud/,
    );
  });

  it('this database alone is gone: what waits for another antenna is there, and is not called lost', () => {
    expect(dite({ restantes: 0, refus: [] }, [SUD], false)).toBe(
      'Ce que vous avez saisi pour cette antenne est sur le serveur : rechargez la page, elle se remplira de nouveau.',
    );
  });

  it('refused for another antenna, and nothing that waits there: nothing is lost', () => {
    expect(dite({ restantes: 0, refus: [] }, [{ ...SUD, attente: 0, refusees: 2 }], true)).toBe(
      'Tout ce que vous avez saisi est sur le serveur : rechargez la page, elle se remplira de nouveau.',
    );
  });
});
