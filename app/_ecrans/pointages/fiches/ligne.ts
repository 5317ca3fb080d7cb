'use client';

import { type RefObject, useState } from 'react';
import type { Lieu } from '../../../_donnees/depot/brouillons';
import { useBrouillons } from '../../../_donnees/lecture/hooks';
import { direHeuresLues } from '../../../_ui/actes/duree-lue';
import { ecart, reprendre } from '../../../_ui/champs/ecart';
import { type Erreurs, useChamps, useErreurs, useValeurs } from '../../../_ui/formulaire';
import { type Preparer, useGarder } from './garder';
import type { ErreursFiche, Heures } from './lire';
import { refuseeAttend, remettre, reprendreRefusee } from './refusee';
import type { VisiteAFicher } from './visites';

/** What is typed on a line: its hours, and its usager where the plan does not say whom. */
type DeLaLigne = Heures & { usagerId: string };

const VIDE: DeLaLigne = { usagerId: '', arrivee: '', depart: '' };

/** By the names that the fields have; the rest is of the whole line. */
const auxChamps = ({ usager, arrivee, depart, motif, commentaire, ...reste }: ErreursFiche): Erreurs<DeLaLigne> => ({
  usagerId: usager,
  ...{ arrivee, depart },
  formulaire: Object.values(reste).join(' ') || undefined,
});
const deLaLigne = ({ usagerId, arrivee, depart, root }: Readonly<Record<string, string>>): ErreursFiche => ({
  ...(usagerId === undefined ? {} : { usager: usagerId }),
  ...(arrivee === undefined ? {} : { arrivee }),
  ...(depart === undefined ? {} : { depart }),
  ...(root === undefined ? {} : { fiche: root }),
});

/** What a line is about. */
export type Sujet = {
  /** Of the draft that it keeps. */
  lieu: Lieu;
  /** Whom it opens on; typed by nobody. */
  usagerId: string;
  /** Who is typed, as the slip says it. */
  cible: (usagerId: string) => { usagerId: string; visite: VisiteAFicher | undefined };
};

export type Envoi = Preparer & {
  /** The focus goes on, from one of this line's fields. */
  passer: (depuis: HTMLElement) => void;
  /** What belongs to the batch and not to the line: said there. */
  surErreurLot: (e: ErreursFiche) => void;
};

export type EtatLigne = {
  heures: Heures;
  usagerId: string;
  erreurs: ErreursFiche;
  /** To be known before the slip is kept. */
  phrases: readonly string[];
  /** A slip that the disk refused waits for this line to be empty. */
  refuseeAttend: boolean;
  /** Being written to the disk. */
  envoi: boolean;
  vide: boolean;
  /** Both hours as they are understood, with how long that makes; nothing while nothing is typed. */
  lues: string;
  changer: (partie: Partial<DeLaLigne>) => void;
  effacer: () => void;
  /** The focus goes on at once; resolves once the slip is durable, or what could not be kept is there again. */
  valider: (depuis: HTMLElement) => Promise<void>;
};

/** State of one line, whether its usager is planned or chosen. */
export const useLigne = (
  { preparer, lire, passer, surErreurLot }: Envoi,
  ligne: RefObject<HTMLTableRowElement | null>,
  sujet: Sujet,
): EtatLigne => {
  const brouillons = useBrouillons();
  const [lieu] = useState(() => brouillons.place(sujet.lieu));
  // The line empty: a planned one keeps its usager.
  const [vierge] = useState(() => ({ ...VIDE, usagerId: sujet.cible('').usagerId }));
  const f = useChamps({
    depart: () => vierge,
    brouillon: {
      avec: [],
      lire: () => {
        const ouverte = { ...vierge, usagerId: sujet.usagerId };
        if (sujet.usagerId === vierge.usagerId) reprendreRefusee(brouillons, lieu);
        const gardee = reprendre(ouverte, brouillons.lire(lieu));
        // She comes for somebody else: hours typed for another are not hers.
        return sujet.usagerId !== '' && gardee.usagerId !== sujet.usagerId ? ouverte : gardee;
      },
      garder: (t) => brouillons.garder(lieu, t),
      oublier: () => brouillons.oublier(lieu),
    },
  });
  const tapee = useValeurs(f);
  const erreurs = deLaLigne(useErreurs(f));
  const [phrases, setPhrases] = useState<readonly string[]>([]);
  const [envoi, setEnvoi] = useState(false);
  const garder = useGarder();
  const oublier = (): void => {
    f.refuser(undefined);
    setPhrases([]);
  };
  const changer = (partie: Partial<DeLaLigne>): void => {
    oublier();
    f.poser(partie);
  };
  const refuser = (e: ErreursFiche): void => {
    f.refuser(auxChamps(e));
    surErreurLot(e);
    const champ = e.usager ? 'usager' : e.arrivee ? 'arrivee' : e.depart ? 'depart' : undefined;
    if (champ) ligne.current?.querySelector<HTMLElement>(`[data-champ="${champ}"]`)?.focus();
  };
  /** The first letters of a name are no draft yet: the fields alone know them. */
  const entamee = (): boolean =>
    [...(ligne.current?.querySelectorAll<HTMLInputElement>('input:not([readonly])') ?? [])].some(
      (champ) => champ.value.trim() !== '',
    );
  const rendre = (): void => {
    const rendue = reprendreRefusee(brouillons, lieu);
    if (rendue) f.poser(reprendre(vierge, rendue));
  };
  const effacer = (): void => {
    changer(vierge);
    rendre();
  };
  const valider: EtatLigne['valider'] = async (depuis) => {
    const tapee = f.valeurs();
    const p = preparer({ ...tapee, ...sujet.cible(tapee.usagerId) }, phrases.length > 0);
    if (p.quoi === 'REFUSEE') refuser(p.erreurs);
    else if (p.quoi === 'AVERTIE') setPhrases(p.phrases);
    if (p.quoi !== 'PRETE') return;
    oublier();
    f.poser(vierge);
    setEnvoi(true);
    passer(depuis);
    const echec = await garder(p.fiche);
    setEnvoi(false);
    if (echec) {
      if (remettre(brouillons, lieu, ecart(vierge, tapee), entamee())) f.poser(tapee);
      f.refuser({ formulaire: echec });
    } else if (!entamee()) rendre();
  };
  const { usagerId, ...heures } = tapee;
  const vide = heures.arrivee.trim() === '' && heures.depart.trim() === '';
  const attend = refuseeAttend(brouillons, lieu);
  const { visite, ...cible } = sujet.cible(tapee.usagerId);
  const cotes = vide ? undefined : lire({ ...tapee, ...cible, visite });
  const lues =
    cotes === undefined
      ? ''
      : direHeuresLues(cotes.arrivee ?? visite?.arrivee, cotes.depart ?? visite?.depart, visite?.ligne.prevu);
  return { heures, usagerId, erreurs, phrases, refuseeAttend: attend, envoi, vide, lues, changer, effacer, valider };
};
