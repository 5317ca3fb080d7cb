import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '#shared/contrats/acces/compte';
import { jour } from '#shared/testing/constructeurs';
import { valeurSuivie } from '../../_commun/valeur-suivie';
import { ecrireFenetre, ecrireHistoire } from '../base/stockage';
import { navigateur } from '../base/testing/navigateur';
import type { EtatSync } from '../replication/etat-sync';
import { envoyerAilleurs } from './ailleurs';
import { lireAilleurs } from './attente-ailleurs';
import type { ouvrirPoste } from './poste';

it('[CO-6] ce qui attend pour les autres antennes du compte se lit par leurs noms exacts, celle de l’écran exceptée', () => {
  const attentes: Record<string, number> = { 'tg-anne-est': 3, 'tg-anne-sud': 2, 'tg-anne-marie-nord_est': 9 };
  const refus: Record<string, number> = { 'tg-anne-centre': 1, 'tg-anne-est': 4 };
  const lire = {
    attente: (b: string) => attentes[b] ?? 0,
    autres: (b: string) => (b === 'tg-anne-sud' ? 1 : 0),
    refusees: (b: string) => refus[b] ?? 0,
  };
  expect(lireAilleurs('anne', 'EST', lire)).toEqual([
    { antenne: 'CENTRE', attente: 0, autres: 0, refusees: 1 },
    { antenne: 'SUD', attente: 2, autres: 1, refusees: 0 },
  ]);
  expect(lireAilleurs('anne', 'SUD', lire)).toContainEqual({ antenne: 'EST', attente: 3, autres: 0, refusees: 4 });
});

describe('[CO-6] the server was restored while another antenna was on the screen', () => {
  const [ICI, LA] = ['tg-anne-est', 'tg-anne-sud'];
  let ouvertes: string[];
  let cesser: (() => Promise<void>) | undefined;
  beforeEach(() => {
    const page = new EventTarget();
    navigateur();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    Object.assign(navigator.locks, { request: (_: string, __: unknown, f: (v: object) => Promise<void>) => f({}) });
    ouvertes = [];
    for (const base of [ICI, LA]) {
      ecrireFenetre(base, jour('2026-09-01'));
      ecrireHistoire(base, 'A');
    }
  });
  afterEach(async () => {
    await cesser?.();
    vi.unstubAllGlobals();
  });
  const sync = valeurSuivie({ liaison: 'EN_LIGNE', attente: 0, ailleurs: [] } as unknown as EtatSync);
  const suivre = (): void => {
    const session = {
      identifiant: 'anne',
      role: 'GESTIONNAIRE',
      antennes: ['EST', 'SUD', 'OUEST'],
    } as unknown as Session;
    const ouvrir = (async (_: unknown, __: unknown, antenne: string) => {
      ouvertes.push(antenne);
      return { sync: valeurSuivie(sync.lire()), fermer: async () => void ouvertes.push(`${antenne} fermée`) };
    }) as unknown as typeof ouvrirPoste;
    const { arreter } = envoyerAilleurs({ session, antenne: 'EST', sync }, {} as CryptoKey, ouvrir, {
      surDroits: () => undefined,
    });
    cesser = arreter;
  };

  it('what this PC keeps of the others is opened for it, until it has read the new data and sent what they lack', async () => {
    suivre();
    expect(ouvertes).toEqual([]);
    // Its own antenna is told first, and by that it learns it.
    ecrireHistoire(ICI, 'B');
    await expect.poll(() => ouvertes).toEqual(['SUD']);
    await new Promise((suite) => setTimeout(suite, 50));
    expect(ouvertes).toEqual(['SUD']);
    ecrireHistoire(LA, 'B');
    await expect.poll(() => ouvertes).toEqual(['SUD', 'SUD fermée']);
  });

  it('learnt in an earlier page, it is done at the next start; an antenna that this PC never read is left alone', async () => {
    ecrireHistoire(ICI, 'B');
    suivre();
    await expect.poll(() => ouvertes).toEqual(['SUD']);
    ecrireHistoire(LA, 'B');
    await expect.poll(() => ouvertes).toEqual(['SUD', 'SUD fermée']);
  });
});
