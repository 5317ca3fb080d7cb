import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ouvrir } from '../chiffrement/chiffrement';
import {
  ACCOMPAGNE,
  type Brouillon,
  brouillonsAilleurs,
  creerBrouillons,
  GARDE_MS,
  ouvrirBrouillons,
  type Rangement,
  retirerBrouillons,
  rouvrirBrouillons,
} from './brouillons';

const creerCle = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

const disque = () => {
  const scelles = new Map<string, string>();
  const retenus = new Map<string, string>();
  const etat = { plein: false, refus: 0 };
  const rangement: Rangement = {
    lire: () => Object.fromEntries([...scelles, ...retenus]),
    ecrire: (nom, scelle) => {
      if (scelle === undefined) scelles.delete(nom);
      else if (etat.plein) {
        etat.refus += 1;
        throw new Error('plein');
      } else scelles.set(nom, scelle);
      retenus.delete(nom);
    },
    retenir: (nom, scelle) => retenus.set(nom, scelle),
    retenus: () => Object.fromEntries(retenus),
  };
  return { scelles, retenus, etat, rangement };
};
const tape = (motif: string): Brouillon => ({ motif, commentaire: 'vu avec la famille' });
const LIEU = 'corriger intervention:2026-10-02:P1';

/** What a page that is loaded now finds. */
const relire = async (cle: CryptoKey, rangement: Rangement, lieu = LIEU) =>
  (await rouvrirBrouillons(cle, rangement)).lire(lieu);

describe('ce qui est tapé et pas envoyé', () => {
  it('[CO-6] est rendu à sa place, et à elle seule, puis après un rechargement', async () => {
    const cle = await creerCle();
    const d = disque();
    const b = await rouvrirBrouillons(cle, d.rangement);
    b.garder(LIEU, tape('OUBLI'));
    b.garder(LIEU, tape('OUBLI_DEPART'));
    expect(b.lire(LIEU)).toEqual(tape('OUBLI_DEPART'));
    expect(b.lire('nouvelle visite')).toBeUndefined();
    await b.fermer();
    expect(await relire(cle, d.rangement)).toEqual(tape('OUBLI_DEPART'));
  });

  it('n’est lisible nulle part sur le disque, pas même sa place', async () => {
    const cle = await creerCle();
    const d = disque();
    const b = await rouvrirBrouillons(cle, d.rangement);
    b.garder(LIEU, tape('OUBLI'));
    await b.fermer();
    expect(d.scelles.size).toBe(1);
    const [[nom, scelle] = ['', '']] = d.scelles;
    expect(`${nom} ${scelle}`).not.toMatch(/famille|OUBLI|intervention|2026/);
    expect(await ouvrir(cle, scelle)).toMatchObject({ lieu: LIEU, tape: tape('OUBLI') });
    expect(await relire(await creerCle(), d.rangement)).toBeUndefined();
    expect(d.scelles.size).toBe(0);
  });

  it('est oublié à l’envoi, et quand il n’en reste rien', async () => {
    const cle = await creerCle();
    const d = disque();
    const b = await rouvrirBrouillons(cle, d.rangement);
    b.garder(LIEU, tape('OUBLI'));
    b.garder('nouvelle visite', { arrivee: '831' });
    b.oublier(LIEU);
    b.garder('nouvelle visite', {});
    expect([b.lire(LIEU), b.lire('nouvelle visite'), b.aPerdre()]).toEqual([undefined, undefined, false]);
    await b.fermer();
    expect(d.scelles.size).toBe(0);
  });

  it('fermé, ne laisse rien en mémoire et ne prend plus rien', async () => {
    const d = disque();
    const b = await rouvrirBrouillons(await creerCle(), d.rangement);
    b.garder(LIEU, tape('OUBLI'));
    await b.fermer();
    d.scelles.clear();
    b.garder(LIEU, tape('URGENCE'));
    await b.fermer();
    expect([b.lire(LIEU), d.scelles.size]).toEqual([undefined, 0]);
  });

  it('que le disque refuse reste dans la page, qui le dit à qui la quitte', async () => {
    const d = disque();
    const b = await rouvrirBrouillons(await creerCle(), d.rangement);
    d.etat.plein = true;
    b.garder(LIEU, tape('OUBLI'));
    await expect.poll(() => d.etat.refus).toBe(1);
    expect([b.lire(LIEU), b.lieux().length, b.aPerdre()]).toEqual([tape('OUBLI'), 1, true]);
    d.etat.plein = false;
    b.garder(LIEU, tape('OUBLI_DEPART'));
    await expect.poll(() => b.aPerdre()).toBe(false);
  });

  it('[CO-6] verrouillé disque plein : compté, tenu scellé par la page, rendu à qui rouvre, écrit dès qu’il y a la place', async () => {
    const cle = await creerCle();
    const d = disque();
    const b = await rouvrirBrouillons(cle, d.rangement);
    b.garder('nouvelle visite', tape('URGENCE'));
    await expect.poll(() => b.aPerdre()).toBe(false);
    d.etat.plein = true;
    b.garder(LIEU, tape('OUBLI'));
    expect(await b.fermer(true)).toBe(1);
    expect(b.lire(LIEU)).toBeUndefined();
    expect([...d.retenus.values()].join()).not.toMatch(/famille|OUBLI/);
    const encore = await rouvrirBrouillons(cle, d.rangement);
    expect([encore.lire(LIEU), encore.lieux().length, encore.aPerdre()]).toEqual([tape('OUBLI'), 2, true]);
    // Locked again, then there is room.
    expect(await encore.fermer(true)).toBe(1);
    d.etat.plein = false;
    const enfin = await rouvrirBrouillons(cle, d.rangement);
    expect([enfin.lire(LIEU), enfin.aPerdre(), d.retenus.size, d.scelles.size]).toEqual([tape('OUBLI'), false, 0, 2]);
  });

  it('ce qui accompagne des saisies est gardé comme le reste, et n’est pas compté comme une saisie commencée', async () => {
    const cle = await creerCle();
    const d = disque();
    const b = await rouvrirBrouillons(cle, d.rangement);
    b.garder(`${ACCOMPAGNE}les fiches`, tape('PANNE_SVI'));
    b.garder(LIEU, tape('OUBLI'));
    expect(b.lieux().length).toBe(1);
    await b.fermer();
    expect(await relire(cle, d.rangement, `${ACCOMPAGNE}les fiches`)).toEqual(tape('PANNE_SVI'));
  });

  it('sans rien sur le poste, tient dans la page', () => {
    const b = creerBrouillons();
    b.garder('incident', { texte: 'L’écran reste blanc' });
    expect([b.lire('incident'), b.aPerdre()]).toEqual([{ texte: 'L’écran reste blanc' }, true]);
  });

  it('envoyé d’un autre onglet, ne revient pas ici ; tapé dans deux, le dernier mot revient, et l’envoi emporte les deux', async () => {
    const cle = await creerCle();
    const d = disque();
    const [ici, la] = [await rouvrirBrouillons(cle, d.rangement), await rouvrirBrouillons(cle, d.rangement)];
    ici.garder(LIEU, tape('OUBLI'));
    await expect.poll(() => ici.aPerdre()).toBe(false);
    const apres = await rouvrirBrouillons(cle, d.rangement);
    expect(apres.lire(LIEU)).toEqual(tape('OUBLI'));
    apres.oublier(LIEU);
    expect(ici.lire(LIEU)).toBeUndefined();

    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      ici.garder(LIEU, tape('URGENCE'));
      vi.setSystemTime(Date.now() + 1_000);
      la.garder(LIEU, tape('AUTRE'));
    } finally {
      vi.useRealTimers();
    }
    await Promise.all([ici.fermer(), la.fermer()]);
    expect(d.scelles.size).toBe(2);
    const relu = await rouvrirBrouillons(cle, d.rangement);
    expect(relu.lire(LIEU)).toEqual(tape('AUTRE'));
    relu.oublier(LIEU);
    expect(d.scelles.size).toBe(0);
  });

  it('laissé plus longtemps que cinq jours d’absence et une fin de semaine, il part', async () => {
    const cle = await creerCle();
    const d = disque();
    const b = await rouvrirBrouillons(cle, d.rangement);
    b.garder(LIEU, tape('OUBLI'));
    await b.fermer();
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.now() + GARDE_MS - 60_000);
      expect(await relire(cle, d.rangement)).toEqual(tape('OUBLI'));
      vi.setSystemTime(Date.now() + 120_000);
      expect(await relire(cle, d.rangement)).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
    expect(d.scelles.size).toBe(0);
  });
});

describe('[CO-6] ce qui est tapé pour une antenne que le compte n’a plus', () => {
  const EST = 'tg-sofia-est';
  const places = new Map<string, string>();
  let plein: boolean;
  beforeEach(() => {
    places.clear();
    plein = false;
    vi.stubGlobal('localStorage', {
      getItem: (k: string) => places.get(k) ?? null,
      setItem: (k: string, v: string) => {
        if (plein) throw new DOMException('plein', 'QuotaExceededError');
        places.set(k, v);
      },
      removeItem: (k: string) => places.delete(k),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('ne reste que scellé : la page n’en tient plus rien ; l’antenne rendue, il revient', async () => {
    const cle = await creerCle();
    const avant = await ouvrirBrouillons(EST, cle);
    avant.garder(LIEU, tape('OUBLI'));
    expect(await retirerBrouillons(EST, cle)).toEqual({ gardes: 1, perdus: 0 });
    expect(avant.lire(LIEU)).toBeUndefined();
    expect(brouillonsAilleurs('sofia', 'SUD')).toBe(1);
    const apres = await ouvrirBrouillons(EST, cle);
    expect(apres).not.toBe(avant);
    expect(apres.lire(LIEU)).toEqual(tape('OUBLI'));
    await retirerBrouillons(EST, cle);
  });

  it('que le disque refusait, ou que plus aucune clé n’ouvre : compté perdu', async () => {
    const cle = await creerCle();
    const b = await ouvrirBrouillons(EST, cle);
    b.garder(LIEU, tape('OUBLI'));
    await expect.poll(() => b.aPerdre()).toBe(false);
    plein = true;
    b.garder('nouvelle visite', tape('URGENCE'));
    expect(brouillonsAilleurs('sofia', 'SUD')).toBe(2);
    expect(await retirerBrouillons(EST, cle)).toEqual({ gardes: 1, perdus: 1 });
    expect(await retirerBrouillons(EST, undefined)).toEqual({ gardes: 0, perdus: 1 });
    expect([...places]).toEqual([]);
  });
});
