import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import type { Saisie } from '#shared/contrats/saisie';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { nomBase } from '../base/noms';

/** An antenna that is no longer the account's, and what was typed for it and never sent. */
export type Retrait = {
  antenne: Antenne;
  saisies: readonly Saisie[];
  /** Counted, and that nothing on this PC could read again. */
  perdues: number;
  /** Begun there and not kept: sealed until its author lets it go, no longer than any draft, for it is given back with the antenna. */
  brouillons: number;
};

type Ports = {
  /** Whether something of that base is on this PC, or a copy of what waited in it. */
  presente: (nom: string) => Promise<boolean>;
  /** How many of its rows wait, as it was last counted. */
  compter: (nom: string) => number;
  /** What waits in the base and in its copy. */
  lire: (nom: string, cle: CryptoKey) => Promise<Saisie[]>;
  /** Writes the copy; throws where the disk refuses it. */
  copier: (nom: string, cle: CryptoKey, saisies: readonly Saisie[]) => Promise<void>;
  /** Closes what is begun there: how much stays sealed, and how much nothing gives back. */
  fermerBrouillons: (nom: string, cle: CryptoKey | undefined) => Promise<{ gardes: number; perdus: number }>;
  /** From now on `n` rows are those of an antenna taken away: they no longer wait, nothing will send them. */
  noter: (nom: string, n: number) => void;
  /** The rights are back: what was kept waits again. */
  rendre: (nom: string) => void;
  /** Removes the base and what is known of it, its copy, its drafts and that count excepted. */
  effacerBase: (nom: string) => Promise<void>;
  /** Removes the copy, the drafts and the count; whether the copy went. */
  oublier: (nom: string) => Promise<boolean>;
};

/** What a page has in memory of an antenna that it has just lost. */
export type EnMemoire = Readonly<Partial<Record<Antenne, readonly Saisie[]>>>;

/**
 * [CO-6] The rights of an account have changed: what this PC holds of an antenna that is no longer its own goes at once, save what
 * was typed for it and that the server does not have. That is kept, sealed, until its author has been told and has decided; what was
 * begun only, no longer than any draft.
 */
export const creerRetraits = (p: Ports) => {
  const une = async (
    identifiant: string,
    antenne: Antenne,
    cle: CryptoKey | undefined,
    enMemoire: readonly Saisie[],
  ): Promise<Retrait[]> => {
    const nom = nomBase(identifiant, antenne);
    const compte = p.compter(nom);
    const { gardes: brouillons, perdus } = await p.fermerBrouillons(nom, cle);
    const rien = compte + enMemoire.length + brouillons + perdus === 0;
    if (rien && !(await p.presente(nom))) return [];
    // Without the key nobody reads it again: what it held is told as lost.
    const lues = cle ? await p.lire(nom, cle) : [];
    const connues = new Set(lues.map((s) => s._id));
    const saisies = [...lues, ...enMemoire.filter((s) => !connues.has(s._id))];
    const perdues = Math.max(0, compte - saisies.length) + perdus;
    const dit = { antenne, saisies, perdues, brouillons };
    try {
      if (cle && saisies.length > 0) await p.copier(nom, cle, saisies);
    } catch {
      // A full disk: the base stays, for it holds them; it goes at another start.
      p.noter(nom, saisies.length + perdues);
      return [dit];
    }
    p.noter(nom, saisies.length + perdues);
    await p.effacerBase(nom);
    // A count that had no room has some now, and the one that was to be told instead has gone with the base.
    p.noter(nom, saisies.length + perdues);
    if (saisies.length + perdues + brouillons > 0) return [dit];
    await p.oublier(nom);
    return [];
  };

  return {
    /** `cle`: undefined where nothing opens what this PC holds any more. */
    retirer: async (session: Session, cle: CryptoKey | undefined, enMemoire: EnMemoire = {}): Promise<Retrait[]> => {
      const permises = antennesDe(session);
      const dits: Retrait[] = [];
      for (const antenne of codesAntennes()) {
        if (permises.includes(antenne)) p.rendre(nomBase(session.identifiant, antenne));
        else dits.push(...(await une(session.identifiant, antenne, cle, enMemoire[antenne] ?? [])));
      }
      return dits;
    },
    /** Its author has been told, and lets them go; whether they went. */
    oublier: (identifiant: string, antenne: Antenne): Promise<boolean> => p.oublier(nomBase(identifiant, antenne)),
  };
};
