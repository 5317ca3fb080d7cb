import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { AUCUN_LOT } from './remplies';
import { ecrireSecours } from './secours';
import {
  ecrireAttente,
  ecrireAutres,
  ecrireCompte,
  ecrireFenetre,
  ecrireLots,
  ecrireRefusees,
  expire,
  lireAttente,
  lireAutres,
  lireRefusees,
  lireRetirees,
  noterRetirees,
  oublierBase,
  oublierRetirees,
  poste,
  rendreRetirees,
  suivreAttentes,
  suivreFenetreNotee,
  tenirHorsLigne,
} from './stockage';

const compte = { vuLe: '2026-11-18T12:00:00.000Z', joursSansContact: 7 };
const a = (t: string): number => Date.parse(t);

it('un poste que le serveur n’a pas vu depuis plus de sept jours doit se reconnecter, pas avant', () => {
  expect(expire(compte, a('2026-11-25T12:00:00Z'))).toBe(false);
  expect(expire(compte, a('2026-11-25T12:00:01Z'))).toBe(true);
  expect(expire({ ...compte, joursSansContact: 30 }, a('2026-12-18T12:00:00Z'))).toBe(false);
});

it('[CO-6] the browser clears all under an open page: the device keeps its name there, by which what waits is known', () => {
  const places = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (k: string) => places.get(k) ?? null,
    setItem: (k: string, v: string) => places.set(k, v),
    removeItem: (k: string) => places.delete(k),
  });
  const nom = poste();
  places.clear();
  expect(poste()).toBe(nom);
  vi.unstubAllGlobals();
});

it('[CO-6] a tab that does not lead learns from the one that does what its antenna keeps from', () => {
  const page = new EventTarget();
  const places = new Map([['tg.fenetre.tg-fatou-est', '"2026-10-01"']]);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('localStorage', { getItem: (k: string) => places.get(k) ?? null });
  const dites: string[] = [];
  const cesser = suivreFenetreNotee('tg-fatou-est', (debut) => dites.push(debut));
  const noter = (base: string) =>
    page.dispatchEvent(Object.assign(new Event('storage'), { key: `tg.fenetre.${base}` }));
  noter('tg-fatou-ouest');
  noter('tg-fatou-est');
  cesser();
  noter('tg-fatou-est');
  expect(dites).toEqual(['2026-10-01']);
  vi.unstubAllGlobals();
});

describe('[CO-6] localStorage plein', () => {
  const BASE = 'tg-fatou-est';
  const places = new Map<string, string>();
  let plein: boolean;
  beforeEach(() => {
    places.clear();
    plein = true;
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
    vi.stubGlobal('localStorage', {
      getItem: (k: string) => places.get(k) ?? null,
      setItem: (k: string, v: string) => {
        if (plein) throw new DOMException('plein', 'QuotaExceededError');
        places.set(k, v);
      },
      removeItem: (k: string) => places.delete(k),
    });
  });
  afterEach(() => {
    oublierBase(BASE);
    oublierRetirees(BASE);
    vi.unstubAllGlobals();
  });

  it('un compte qui n’a pas de place reste vrai dans cette page, et s’écrit quand la place revient', () => {
    let dites = 0;
    const cesser = suivreAttentes(() => {
      dites += 1;
    });
    expect([ecrireAttente(BASE, 3), ecrireAutres(BASE, 1), ecrireRefusees(BASE, 2)]).toEqual([false, false, false]);
    noterRetirees(BASE, 4);
    expect([lireAttente(BASE), lireAutres(BASE), lireRefusees(BASE), lireRetirees(BASE)]).toEqual([3, 1, 2, 4]);
    expect(dites).toBe(3);
    plein = false;
    expect(ecrireAttente(BASE, 3)).toBe(true);
    expect(places.get(`tg.attente.${BASE}`)).toBe('3');
    cesser();
  });

  it('[CO-6] une antenne est retirée puis rendue : ses saisies sont toujours comptées, d’un côté ou de l’autre', () => {
    plein = false;
    ecrireAttente(BASE, 3);
    const surLeDisque = () => [places.get(`tg.attente.${BASE}`) ?? '0', places.get(`tg.retirees.${BASE}`) ?? '0'];
    plein = true;
    noterRetirees(BASE, 3);
    expect(surLeDisque()).toEqual(['3', '0']);
    // What is known of the base goes, and leaves its room.
    oublierBase(BASE);
    plein = false;
    noterRetirees(BASE, 3);
    expect(surLeDisque()).toEqual(['0', '3']);
    plein = true;
    rendreRetirees(BASE);
    expect([lireAttente(BASE), lireRetirees(BASE)]).toEqual([3, 3]);
    plein = false;
    rendreRetirees(BASE);
    expect(surLeDisque()).toEqual(['3', '0']);
  });

  it('ce qui attend est dit gardé une fois seulement : la copie n’a pas son compte', async () => {
    await expect(ecrireSecours(BASE, {} as CryptoKey, [{ _id: 'c1' }])).rejects.toThrow();
    expect(lireAttente(BASE)).toBe(1);
  });

  it('ni la lecture de ce qui arrive, ni une saisie, ne s’arrêtent faute de place', () => {
    expect(() => {
      ecrireCompte({ identifiant: 'fatou', antenne: 'EST', profil: '', ...compte });
      ecrireLots(BASE, { ...AUCUN_LOT, jours: 4 });
      ecrireFenetre(BASE, '2026-10-01' as never);
    }).not.toThrow();
    expect(poste()).toBe(poste());
  });

  it('« hors ligne depuis » goes on over a relaunch, until the server answers; with no room it is true in this page', () => {
    const [tot, tard] = ['2026-11-25T08:12:00Z', '2026-11-25T10:00:00Z'] as Instant[];
    const dire = (liaison: string, i: Instant | undefined) => i && tenirHorsLigne(liaison, i);
    for (const sansPlace of [false, true]) {
      plein = sansPlace;
      expect(dire('HORS_LIGNE', tot)).toBe(tot);
      // The application is started again, and the network is still away.
      expect(dire('CONNEXION', tard)).toBe(tard);
      expect(dire('HORS_LIGNE', tard)).toBe(tot);
      expect(dire('EN_LIGNE', tard)).toBe(tard);
      expect(dire('HORS_LIGNE', tard)).toBe(tard);
      dire('EN_LIGNE', tard);
    }
  });
});
