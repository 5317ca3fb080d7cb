import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { enFile } from '../../_commun/enchainer';
import { maintenantMs } from '../base/horloge';
import { nomBase } from '../base/noms';
import {
  ecrireBrouillon,
  lireBrouillons,
  lireRetenus,
  oublierBrouillons,
  retenirBrouillon,
  retientBrouillons,
} from '../base/stockage';
import { ouvrir, sceller } from '../chiffrement/chiffrement';

// What is typed and not sent, under the place where it is typed: a visit's correction, a form. Forms read the memory; each draft is
// sealed behind, as all that this PC keeps, and so outlives the page. It goes when it is sent, and with the account's data.

/** The fields of a form that say something else than the form said by itself. */
export type Brouillon = Readonly<Record<string, unknown>>;

/**
 * Where one types: its name, or, for what may change of name, the one that it is kept under from now on and all that it may have been
 * kept under.
 */
export type Lieu = string | { nom: string; est: (lieu: string) => boolean };

/** So begins the place of what goes along with saisies and is none by itself: kept as the rest, and not counted. */
export const ACCOMPAGNE = 'avec ';

export type Brouillons = {
  /** Where what was typed there is kept already, else where it will be. */
  place: (ou: Lieu) => string;
  lire: (lieu: string) => Brouillon | undefined;
  /** An empty one is forgotten. */
  garder: (lieu: string, tape: Brouillon) => void;
  oublier: (lieu: string) => void;
  /** Where something is begun, what only goes along left out. */
  lieux: () => string[];
  /** Some of it is in this page's memory only. */
  aPerdre: () => boolean;
  /**
   * Once what was typed is sealed, nothing of it stays in memory, and nothing more is taken; how much the disk could not keep.
   * `retenir`: that stays in this page, sealed, for who opens it again.
   */
  fermer: (retenir?: boolean) => Promise<number>;
};

/** Sealed drafts, each under a name that says nothing. */
export type Rangement = {
  lire: () => Readonly<Record<string, string>>;
  ecrire: (nom: string, scelle: string | undefined) => void;
  /** Those that the disk refused, kept by this page alone until it has room for them. */
  retenir: (nom: string, scelle: string) => void;
  retenus: () => Readonly<Record<string, string>>;
};
type Coffre = Rangement & { cle: CryptoKey };

type Scelle = { lieu: string; tape: Brouillon; ms: number };
/** `noms`: several where two tabs have typed at one place; the last word is given back, and all go together. */
type Tenu = Scelle & { noms: readonly string[]; ecrit: boolean };

/** Five days away [CO-6], and a week-end: what was left longer is of a form that nobody opens again. */
export const GARDE_MS = 8 * 86_400_000;

const tenir = (coffre: Coffre | undefined, dejaLa: readonly Tenu[]): Brouillons => {
  const tenus = new Map(dejaLa.map((t) => [t.lieu, t]));
  let ferme = false;
  const file = enFile();

  const enSceau = (cle: CryptoKey, { lieu, tape, ms }: Tenu): Promise<string> =>
    sceller(cle, { lieu, tape, ms } satisfies Scelle);
  const ecrire = async (t: Tenu): Promise<void> => {
    // Typed further, sent or wiped meanwhile: what follows says it.
    const perime = (): boolean => tenus.get(t.lieu) !== t;
    const [nom] = t.noms;
    if (!coffre || !nom || perime()) return;
    const scelle = await enSceau(coffre.cle, t);
    if (perime()) return;
    coffre.ecrire(nom, scelle);
    t.ecrit = true;
  };
  const oublier = (lieu: string): void => {
    const noms = tenus.get(lieu)?.noms ?? [];
    tenus.delete(lieu);
    for (const nom of noms) coffre?.ecrire(nom, undefined);
  };

  const lire = (lieu: string): Brouillon | undefined => {
    const t = tenus.get(lieu);
    // Sent, or wiped, from another tab.
    if (t?.ecrit && coffre && !t.noms.some((nom) => nom in coffre.lire())) tenus.delete(lieu);
    return tenus.get(lieu)?.tape;
  };

  return {
    place: (ou) => {
      if (typeof ou === 'string') return ou;
      const tenu = lire(ou.nom) ? ou.nom : [...tenus.keys()].find((lieu) => ou.est(lieu) && lire(lieu));
      return tenu ?? ou.nom;
    },
    lire,
    garder: (lieu, tape) => {
      if (ferme) return;
      if (Object.keys(tape).length === 0) return oublier(lieu);
      const noms = tenus.get(lieu)?.noms ?? [crypto.randomUUID()];
      const t: Tenu = { lieu, tape, ms: maintenantMs(), noms, ecrit: false };
      tenus.set(lieu, t);
      // A full disk: the memory has it, and the page asks before it goes.
      file(() => ecrire(t)).catch(() => undefined);
    },
    oublier,
    lieux: () => [...tenus.keys()].filter((lieu) => !lieu.startsWith(ACCOMPAGNE) && lire(lieu)),
    aPerdre: () => [...tenus.values()].some((t) => !t.ecrit),
    fermer: async (retenir = false) => {
      ferme = true;
      await file(() => undefined);
      const refuses = [...tenus.values()].filter((t) => !t.ecrit);
      try {
        for (const t of retenir ? refuses : []) {
          const [nom] = t.noms;
          if (coffre && nom) coffre.retenir(nom, await enSceau(coffre.cle, t));
        }
      } finally {
        // Whatever happens, nothing is left to be read.
        tenus.clear();
      }
      return refuses.filter((t) => !t.lieu.startsWith(ACCOMPAGNE)).length;
    },
  };
};

/** In memory only, for who keeps nothing on this PC. */
export const creerBrouillons = (): Brouillons => tenir(undefined, []);

/** With those that were sealed; what does not open any more, or was left too long, goes. */
export const rouvrirBrouillons = async (cle: CryptoKey, rangement: Rangement): Promise<Brouillons> => {
  const tenus = new Map<string, Tenu>();
  for (const [nom, scelle] of Object.entries(rangement.retenus())) {
    try {
      rangement.ecrire(nom, scelle);
    } catch {
      // Still no room: this page goes on keeping them.
    }
  }
  for (const [nom, scelle] of Object.entries(rangement.lire())) {
    const s = await ouvrir<Scelle>(cle, scelle).catch(() => undefined);
    if (!s || maintenantMs() - s.ms > GARDE_MS) {
      rangement.ecrire(nom, undefined);
      continue;
    }
    const autre = tenus.get(s.lieu);
    const noms = autre?.noms ?? [];
    if (autre && autre.ms > s.ms) tenus.set(s.lieu, { ...autre, noms: [...noms, nom] });
    else tenus.set(s.lieu, { ...s, noms: [nom, ...noms], ecrit: !(nom in rangement.retenus()) });
  }
  return tenir({ ...rangement, cle }, [...tenus.values()]);
};

/** By base, then by account for who keeps nothing: a change of antenna closes none. */
const ouverts = new Map<string, Brouillons>();

const rangementDe = (base: string): Rangement => ({
  lire: () => lireBrouillons(base),
  ecrire: (nom, scelle) => ecrireBrouillon(base, nom, scelle),
  retenir: (nom, scelle) => retenirBrouillon(base, nom, scelle),
  retenus: () => lireRetenus(base),
});

export const ouvrirBrouillons = async (base: string, cle: CryptoKey): Promise<Brouillons> => {
  const rouverts = ouverts.get(base) ?? (await rouvrirBrouillons(cle, rangementDe(base)));
  const tenus = ouverts.get(base) ?? rouverts;
  ouverts.set(base, tenus);
  return tenus;
};

/**
 * Of an antenna that the account has lost: what is sealed stays so as long as any draft, for who has the antenna again; without the
 * key, nobody has.
 */
export const retirerBrouillons = async (
  base: string,
  cle: CryptoKey | undefined,
): Promise<{ gardes: number; perdus: number }> => {
  const tenus = ouverts.get(base);
  ouverts.delete(base);
  const perdus = (await tenus?.fermer()) ?? 0;
  if (cle) return { gardes: (await rouvrirBrouillons(cle, rangementDe(base))).lieux().length, perdus };
  const illisibles = Object.keys(lireBrouillons(base)).length;
  oublierBrouillons(base);
  return { gardes: 0, perdus: perdus + illisibles };
};

/** Of the antennas that are not on the screen, lost ones included: as much goes with the account's data. */
export const brouillonsAilleurs = (identifiant: string, ouverte: Antenne | undefined): number =>
  codesAntennes()
    .filter((a) => a !== ouverte)
    .map((a) => nomBase(identifiant, a))
    // Opened by this page, its memory says more: there may have been no room, or no time, to seal it.
    .reduce((n, base) => n + (ouverts.get(base)?.lieux().length ?? Object.keys(lireBrouillons(base)).length), 0);

export const brouillonsSansPoste = (identifiant: string): Brouillons => {
  const tenus = ouverts.get(identifiant) ?? creerBrouillons();
  ouverts.set(identifiant, tenus);
  return tenus;
};

/** Signed out or locked: nothing readable stays in this tab. How much the disk could not keep; `retenir`: this page does, sealed. */
export const fermerBrouillons = async (retenir = false): Promise<number> => {
  const tous = [...ouverts.values()];
  ouverts.clear();
  return (await Promise.all(tous.map((b) => b.fermer(retenir)))).reduce((n, refuses) => n + refuses, 0);
};

/** What only this page has is not left without a question. */
export const retenirDepart = (): (() => void) => {
  const demander = (ev: BeforeUnloadEvent): void => {
    if (retientBrouillons() || [...ouverts.values()].some((b) => b.aPerdre())) ev.preventDefault();
  };
  addEventListener('beforeunload', demander);
  return () => removeEventListener('beforeunload', demander);
};
