import { describe, expect, it, vi } from 'vitest';
import type { Brouillon } from '../../_donnees/depot/brouillons';
import { EchecHttp } from '../../_donnees/serveur/api';
import type { Lecture } from './erreurs';
import { creerNoyau, type Garde } from './noyau';

type Tapee = { nom: string; depuis: { toujours: boolean; date: string }; motif: string };
const DEPART: Tapee = { nom: '', depuis: { toujours: true, date: '2026-10-01' }, motif: '' };

const lire = (t: Tapee): Lecture<Tapee, Tapee> =>
  t.nom === '' ? { ok: false, erreurs: { nom: 'Donnez un nom.' } } : { ok: true, valeur: t };

/** A form as it is on the screen: told of what changes. */
const ouvrir = (garde?: Garde, depart = DEPART) => {
  const noyau = creerNoyau(depart, garde);
  noyau.formControl.subscribe({
    formState: { values: true },
    callback: ({ errors }) => noyau.suivre(errors ?? {}),
  });
  const erreurs = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(noyau.formControl.control._formState.errors).map(([nom, e]) => [nom, String(e?.message)]),
    );
  return { ...noyau, erreurs };
};

const memoire = (tenu?: Brouillon) => {
  const etat = { tenu };
  const garde: Garde = {
    avec: ['motif'],
    lire: () => etat.tenu,
    garder: (t) => {
      etat.tenu = Object.keys(t).length > 0 ? t : undefined;
    },
    oublier: () => {
      etat.tenu = undefined;
    },
  };
  return { etat, garde };
};

describe('a form', () => {
  it('sent twice is written once, while it is being written and once it is', async () => {
    const f = ouvrir();
    f.poser({ nom: 'MARTIN' });
    const ecrites: string[] = [];
    const envoyer = async ({ nom }: Tapee) => {
      await new Promise(setImmediate);
      ecrites.push(nom);
      return undefined;
    };
    await Promise.all([f.soumettre({ lire, envoyer }), f.soumettre({ lire, envoyer })]);
    await f.soumettre({ lire, envoyer });
    expect(ecrites).toEqual(['MARTIN']);
    // Something else is typed: it is another gesture.
    f.poser({ nom: 'DURAND' });
    await f.soumettre({ lire, envoyer });
    expect(ecrites).toEqual(['MARTIN', 'DURAND']);
  });

  it('wiped by its own writing takes the same gesture again', async () => {
    const f = ouvrir(undefined, { ...DEPART, nom: 'MARTIN' });
    const envoyer = vi.fn(() => {
      f.recommencer();
      return undefined;
    });
    await f.soumettre({ lire, envoyer });
    await f.soumettre({ lire, envoyer });
    expect(envoyer).toHaveBeenCalledTimes(2);
  });

  it('that was refused says so still when something comes meanwhile that nobody typed', async () => {
    const f = ouvrir();
    await f.soumettre({ lire, envoyer: () => undefined });
    f.arrive({ ...DEPART, motif: 'venu' });
    expect([f.erreurs(), f.valeurs().motif]).toEqual([{ nom: 'Donnez un nom.' }, 'venu']);
    f.poser({ nom: 'MARTIN' });
    expect(f.erreurs()).toEqual({});
  });

  it('that may be sent again as it is, is', async () => {
    const f = ouvrir(undefined, { ...DEPART, nom: 'MARTIN' });
    const envoyer = vi.fn(() => undefined);
    await f.soumettre({ lire, envoyer, encore: true });
    await f.soumettre({ lire, envoyer, encore: true });
    expect(envoyer).toHaveBeenCalledTimes(2);
  });

  it('that its reader refuses writes nothing, says so in the field, and no more once one types anywhere', async () => {
    const f = ouvrir();
    const envoyer = vi.fn(() => undefined);
    expect(await f.soumettre({ lire, envoyer })).toBe(true);
    expect([f.erreurs(), envoyer.mock.calls]).toEqual([{ nom: 'Donnez un nom.' }, []]);
    f.poser({ motif: 'x' });
    expect(f.erreurs()).toEqual({});
    f.poser({ nom: 'MARTIN' });
    expect(await f.soumettre({ lire, envoyer })).toBe(false);
    expect(envoyer).toHaveBeenCalledTimes(1);
  });

  it('that the server or the disk refuses says it in the field of its code, else for the whole, and is given back', async () => {
    const f = ouvrir(undefined, { ...DEPART, nom: 'MARTIN' });
    const refuser = (code: string) => () => Promise.reject(new EchecHttp(422, code, `Refus ${code}`));
    const champs = { NOM: 'nom' } as const;
    await f.soumettre({ lire, envoyer: refuser('NOM'), champs });
    expect(f.erreurs()).toEqual({ nom: 'Refus NOM' });
    await f.soumettre({ lire, envoyer: refuser('AUTRE'), champs });
    expect(f.erreurs()).toEqual({ root: 'Refus AUTRE' });
    await f.soumettre({ lire, envoyer: async () => ({ formulaire: 'Disque plein.' }) });
    expect(f.erreurs()).toEqual({ root: 'Disque plein.' });
    expect(await f.soumettre({ lire, envoyer: () => undefined })).toBe(false);
    expect(f.erreurs()).toEqual({});
  });

  it('[CO-6] that the disk refuses is sent again as it is, and without a draft is said lost where it is left', async () => {
    const f = ouvrir();
    f.poser({ nom: 'MARTIN' });
    const disque = [false, true];
    const envoyer = vi.fn(async () => (disque.shift() ? undefined : { formulaire: 'Disque plein.' }));
    expect(await f.soumettre({ lire, envoyer })).toBe(true);
    expect([f.erreurs(), f.laissee()]).toEqual([{ root: 'Disque plein.' }, 'PERDUE']);
    expect(await f.soumettre({ lire, envoyer })).toBe(false);
    expect([envoyer.mock.calls.length, f.laissee()]).toEqual([2, 'RIEN']);
  });

  it('keeps what is typed until it is sent, and gives it back where it could not be kept', async () => {
    const { etat, garde } = memoire();
    const f = ouvrir(garde);
    f.poser({ motif: 'seul' });
    expect([etat.tenu, f.entamee()]).toEqual([undefined, false]);
    f.poser({ nom: 'MARTIN' });
    expect([etat.tenu, f.entamee()]).toEqual([{ nom: 'MARTIN', motif: 'seul' }, true]);
    let rendre: (() => void) | undefined;
    await f.soumettre({
      lire,
      envoyer: (_, envoi) => {
        rendre = envoi.envoyee();
        return undefined;
      },
    });
    expect(etat.tenu).toBeUndefined();
    rendre?.();
    expect(etat.tenu).toEqual({ nom: 'MARTIN', motif: 'seul' });
  });

  it('opens on what was typed, and on what is true now where nothing was; wiped, it is as it opens', async () => {
    const { etat, garde } = memoire({ nom: 'MARTIN', ancien: 'x' });
    const f = ouvrir(garde);
    expect([f.reprise, f.valeurs()]).toEqual([true, { ...DEPART, nom: 'MARTIN' }]);
    f.poser({ depuis: { toujours: false, date: '2026-10-02' } });
    expect(etat.tenu).toEqual({ nom: 'MARTIN', depuis: { toujours: false, date: '2026-10-02' }, motif: '' });
    f.recommencer();
    expect([f.valeurs(), etat.tenu, f.entamee()]).toEqual([DEPART, undefined, false]);
    await f.soumettre({ lire, envoyer: () => undefined });
    f.poser({ nom: 'DURAND' });
    await f.soumettre({ lire, envoyer: () => undefined });
    expect(etat.tenu).toBeUndefined();
  });

  it('never gives the place of what is typed to what comes meanwhile', () => {
    const { etat, garde } = memoire({ nom: 'MARTIN' });
    const f = ouvrir(garde);
    const venues = { nom: 'DUPONT', depuis: { toujours: false, date: '2026-10-03' }, motif: 'URGENCE' };
    f.arrive(venues);
    expect(f.valeurs()).toEqual({ ...venues, nom: 'MARTIN' });
    f.poser({ motif: 'AUTRE' });
    f.arrive({ ...venues, motif: '' });
    expect(f.valeurs()).toEqual({ ...venues, nom: 'MARTIN', motif: 'AUTRE' });
    expect(etat.tenu).toEqual({ nom: 'MARTIN', motif: 'AUTRE' });
  });

  describe('what it sends bears an id', () => {
    const muet = () => Promise.reject(new EchecHttp(0, 'RESEAU', 'Le serveur ne répond pas.'));
    const DEJA = new EchecHttp(400, 'IDENTIFIANT_DEJA_PRIS', 'Déjà arrivé.');
    const essayer = () => {
      const ids: string[] = [];
      const avec = (faire: () => Promise<undefined>) => (_: Tapee, envoi: { id: () => string }) => {
        ids.push(envoi.id());
        return faire();
      };
      return { ids, avec };
    };
    const fait = () => Promise.resolve(undefined);

    it('the same as long as no answer says that it is done, whatever is typed meanwhile, another for the next one', async () => {
      const f = ouvrir(undefined, { ...DEPART, nom: 'MARTIN' });
      const { ids, avec } = essayer();
      await f.soumettre({ lire, envoyer: avec(muet) });
      f.poser({ motif: 'ajouté' });
      await f.soumettre({ lire, envoyer: avec(fait) });
      f.poser({ nom: 'DURAND' });
      await f.soumettre({ lire, envoyer: avec(fait) });
      expect(ids[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
      expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
    });

    it('kept with its draft, and given back by it; wiped with it', async () => {
      const { etat, garde } = memoire();
      const { ids, avec } = essayer();
      const f = ouvrir(garde);
      f.poser({ nom: 'MARTIN' });
      await f.soumettre({ lire, envoyer: avec(muet) });
      const rouvert = ouvrir(garde);
      expect([rouvert.reprise, rouvert.valeurs()]).toEqual([true, { ...DEPART, nom: 'MARTIN' }]);
      rouvert.poser({ nom: 'MARTIN Anne' });
      await rouvert.soumettre({ lire, envoyer: avec(muet) });
      await ouvrir(garde).soumettre({ lire, envoyer: avec(fait) });
      expect([new Set(ids).size, etat.tenu]).toEqual([1, undefined]);

      const g = ouvrir(garde);
      g.poser({ nom: 'DURAND' });
      await g.soumettre({ lire, envoyer: avec(muet) });
      g.recommencer();
      g.poser({ nom: 'DUPONT' });
      await g.soumettre({ lire, envoyer: avec(muet) });
      expect(new Set(ids).size).toBe(3);
    });

    it('another once the server says that it has other words under it', async () => {
      const f = ouvrir(undefined, { ...DEPART, nom: 'MARTIN' });
      const { ids, avec } = essayer();
      await f.soumettre({ lire, envoyer: avec(muet) });
      await f.soumettre({ lire, envoyer: avec(() => Promise.reject(DEJA)) });
      expect(f.erreurs()).toEqual({ root: 'Déjà arrivé.' });
      await f.soumettre({ lire, envoyer: avec(fait) });
      expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
    });

    it('each gesture has its own, and what one has done leaves the others theirs', async () => {
      const f = ouvrir(memoire().garde);
      f.poser({ nom: 'MARTIN' });
      const ids: string[] = [];
      const geste = (quoi: string, faire: () => Promise<undefined>) =>
        f.agir(
          (id) => {
            ids.push(id(quoi));
            return faire();
          },
          { encore: true },
        );
      await geste('REPONDRE', muet);
      await geste('PRENDRE', fait);
      await geste('REPONDRE', fait);
      await geste('REPONDRE', fait);
      expect([ids[2] === ids[0], new Set(ids).size]).toEqual([true, 3]);
    });
  });

  it('another gesture of it is under the same watch', async () => {
    const f = ouvrir();
    const geste = vi.fn(async () => undefined);
    await Promise.all([f.agir(geste, {}), f.soumettre({ lire, envoyer: () => undefined }), f.agir(geste, {})]);
    expect([geste.mock.calls.length, f.erreurs()]).toEqual([1, {}]);
  });

  it('left, says what becomes of what is typed: nothing is, it is kept, it would be lost, it is being written', async () => {
    const sans = ouvrir();
    expect(sans.laissee()).toBe('RIEN');
    sans.poser({ nom: 'MARTIN' });
    expect(sans.laissee()).toBe('PERDUE');
    const ecrite = sans.soumettre({
      lire,
      envoyer: () => new Promise((suite) => setImmediate(() => suite(undefined))),
    });
    expect(sans.laissee()).toBe('ECRITE');
    await ecrite;
    expect(sans.laissee()).toBe('RIEN');
    sans.poser({ nom: 'DURAND' });
    expect(sans.laissee()).toBe('PERDUE');

    const avec = ouvrir(memoire().garde);
    avec.poser({ nom: 'MARTIN' });
    expect(avec.laissee()).toBe('GARDEE');
    avec.poser({ nom: '' });
    expect(avec.laissee()).toBe('RIEN');
  });

  it('refused from beside says so by field, in place of what was refused', () => {
    const f = ouvrir();
    f.refuser({ nom: 'Pris.', formulaire: 'Hors ligne.' });
    expect(f.erreurs()).toEqual({ nom: 'Pris.', root: 'Hors ligne.' });
    f.refuser({ motif: 'Manque.' });
    expect(f.erreurs()).toEqual({ motif: 'Manque.' });
    f.refuser(undefined);
    expect(f.erreurs()).toEqual({});
  });
});
