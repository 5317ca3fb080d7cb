'use client';

import { type RefObject, useState } from 'react';
import { usePoste } from '../../_data/hooks';
import { type Preparee, type Tapee, useGarder } from './garder';
import type { ErreursFiche, Heures } from './lire';
import { lireBrouillon, noterBrouillon } from './memoire';

const VIDE: Heures = { arrivee: '', depart: '' };

export type Envoi = {
  preparer: (t: Tapee, avertissementsLus: boolean) => Preparee;
  /** The focus goes on, from one of this line's fields. */
  passer: (depuis: HTMLElement) => void;
  /** What belongs to the batch and not to the line: said there. */
  surErreurLot: (e: ErreursFiche) => void;
};

export type EtatLigne = {
  heures: Heures;
  erreurs: ErreursFiche;
  /** To be known before the slip is kept. */
  phrases: readonly string[];
  /** Being written to the disk. */
  envoi: boolean;
  vide: boolean;
  changer: (partie: Partial<Heures>) => void;
  effacer: () => void;
  oublier: () => void;
  /** The focus goes on at once; resolves once the slip is durable, or could not be. */
  valider: (depuis: HTMLElement) => Promise<'RIEN' | 'GARDEE' | 'ECHEC'>;
};

/** State of one line, whether its usager is planned or chosen. */
export const useLigne = (
  { preparer, passer, surErreurLot }: Envoi,
  ligne: RefObject<HTMLTableRowElement | null>,
  /** Of the draft that it keeps; none where the usager is still to be chosen. */
  cle: string | undefined,
  cible: Pick<Tapee, 'usagerId' | 'visite'>,
): EtatLigne => {
  const { nom } = usePoste();
  const [heures, poser] = useState(() => (cle && lireBrouillon(nom, cle)) || VIDE);
  const setHeures = (h: Heures): void => {
    if (cle) noterBrouillon(nom, cle, h);
    poser(h);
  };
  const [erreurs, setErreurs] = useState<ErreursFiche>({});
  const [phrases, setPhrases] = useState<readonly string[]>([]);
  const [envoi, setEnvoi] = useState(false);
  const garder = useGarder();
  const oublier = (): void => {
    setErreurs({});
    setPhrases([]);
  };
  const changer = (partie: Partial<Heures>): void => {
    oublier();
    setHeures({ ...heures, ...partie });
  };
  const refuser = (e: ErreursFiche): void => {
    setErreurs(e);
    surErreurLot(e);
    const champ = e.usager ? 'usager' : e.arrivee ? 'arrivee' : e.depart ? 'depart' : undefined;
    if (champ) ligne.current?.querySelector<HTMLElement>(`[data-champ="${champ}"]`)?.focus();
  };
  const valider: EtatLigne['valider'] = async (depuis) => {
    const p = preparer({ ...heures, ...cible }, phrases.length > 0);
    if (p.quoi === 'REFUSEE') refuser(p.erreurs);
    else if (p.quoi === 'AVERTIE') setPhrases(p.phrases);
    if (p.quoi !== 'PRETE') return 'RIEN';
    oublier();
    setHeures(VIDE);
    setEnvoi(true);
    passer(depuis);
    const echec = await garder(p.fiche);
    setEnvoi(false);
    if (!echec) return 'GARDEE';
    setHeures(heures);
    setErreurs({ fiche: echec });
    return 'ECHEC';
  };
  const vide = heures.arrivee.trim() === '' && heures.depart.trim() === '';
  return { heures, erreurs, phrases, envoi, vide, changer, effacer: () => changer(VIDE), oublier, valider };
};
