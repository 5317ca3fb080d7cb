import { describe, expect, it, vi } from 'vitest';
import { confronter, creerCopie } from './secours';

const l = (id: string) => ({ _id: id });

describe('confronter', () => {
  it('[CO-6] ne dit rien quand la base et la copie s’accordent', () => {
    expect(confronter(new Set(['a', 'b']), [l('b')], 1, 1)).toEqual({ aRemettre: [], perdues: 0 });
  });
  it('[CO-6] une base vide est remplie de la copie', () => {
    expect(confronter(new Set(), [l('a'), l('b')], 2, 0)).toEqual({ aRemettre: [l('a'), l('b')], perdues: 0 });
  });
  it('[CO-6] une ligne que la base n’a pas revient, les autres restent', () => {
    expect(confronter(new Set(['a']), [l('a'), l('b')], 2, 1)).toEqual({ aRemettre: [l('b')], perdues: 0 });
  });
  it('[CO-6] sans base ni copie, le compte dit ce qui est perdu', () => {
    expect(confronter(new Set(), [], 3, 0)).toEqual({ aRemettre: [], perdues: 3 });
    expect(confronter(new Set(), [l('a')], 3, 0)).toEqual({ aRemettre: [l('a')], perdues: 2 });
  });
  it('un premier démarrage ne perd rien', () => {
    expect(confronter(new Set(), [], 0, 0)).toEqual({ aRemettre: [], perdues: 0 });
  });
});

describe('[CO-6] the second copy of what waits', () => {
  /** A disk that writes when it is told to, or refuses. */
  const ouvrir = () => {
    let attente: { _id: string }[] = [];
    const ecritures: { ids: string[]; ecrire: () => void; refuser: () => void }[] = [];
    const dites: boolean[] = [];
    const copie = creerCopie(
      () => attente,
      (lignes) =>
        new Promise((ok, ko) => {
          ecritures.push({ ids: lignes.map((x) => x._id), ecrire: ok, refuser: () => ko(new Error('plein')) });
        }),
      (ecrite) => dites.push(ecrite),
    );
    const poser = (...ids: string[]): Promise<void> => {
      attente = ids.map(l);
      return copie.copier();
    };
    const n = (combien: number): Promise<void> => vi.waitFor(() => expect(ecritures).toHaveLength(combien));
    return { copie, ecritures, dites, poser, n };
  };

  it('one writing after the other, the last state last; what has not changed is not written again', async () => {
    const { ecritures, poser, n, dites } = ouvrir();
    const premier = poser('a');
    await n(1);
    const suite = [poser('a', 'b'), poser('a', 'b', 'c'), poser('a', 'b', 'c')];
    ecritures[0]?.ecrire();
    await premier;
    await n(2);
    ecritures[1]?.ecrire();
    await Promise.all(suite);
    expect(ecritures.map((e) => e.ids)).toEqual([['a'], ['a', 'b', 'c']]);
    expect(dites).toEqual([true, true]);
  });

  it('a disk that refuses it is told, stops nobody, and is asked again', async () => {
    const { ecritures, poser, n, dites } = ouvrir();
    const premier = poser('a');
    await n(1);
    ecritures[0]?.refuser();
    await premier;
    const second = poser('a');
    await n(2);
    ecritures[1]?.ecrire();
    await second;
    expect(dites).toEqual([false, true]);
  });

  it('is over once what is being written is', async () => {
    const { copie, ecritures, poser, n } = ouvrir();
    void poser('a');
    await n(1);
    let finie = false;
    const fin = copie.finie().then(() => {
      finie = true;
    });
    expect(finie).toBe(false);
    ecritures[0]?.ecrire();
    await fin;
    expect(ecritures).toHaveLength(1);
  });
});
