'use client';

import { Text, Textarea, TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { COMMENTAIRE_MAX } from '#shared/contrats/saisie-commune';
import { pluriel } from '#shared/mots/nombres';
import type { Instant } from '#shared/temps/types';
import { direHeuresLues, estLoinDuPrevu, type Prevu } from '../../../_ui/actes/duree-lue';
import { A_LA_LIGNE, Champ, type De, useValeur } from '../../../_ui/formulaire';

/** From there on, what is left is told. */
const COMPTE_DES = 1800;

type CommentaireProps = {
  motif: string;
  valeur: string;
  changer: (texte: string) => void;
  erreur?: string | undefined;
};

/** The comment, which the motif « Autre » demands [CO-3], with what is left of its length. */
const ChampCommentaire = ({ motif, valeur, changer, erreur }: CommentaireProps) => (
  <Textarea
    label={motif === 'AUTRE' ? 'Commentaire' : 'Commentaire (facultatif)'}
    value={valeur}
    onChange={(ev) => changer(ev.currentTarget.value)}
    error={erreur}
    maxLength={COMMENTAIRE_MAX}
    description={
      valeur.length < COMPTE_DES
        ? undefined
        : `Encore ${pluriel(COMMENTAIRE_MAX - valeur.length, 'caractère')} possible${valeur.length < COMMENTAIRE_MAX - 1 ? 's' : ''}`
    }
    placeholder={A_LA_LIGNE}
    autosize
    minRows={1}
    maxRows={5}
    data-testid="commentaire"
  />
);

/** The comment of a form that has a motif. */
export const Commentaire = <T extends { motif: string; commentaire: string }>({ de }: { de: De<T> }) => {
  const motif = useValeur(de, 'motif');
  return (
    <Champ de={de} nom="commentaire">
      {({ valeur, changer, erreur }) => (
        <ChampCommentaire
          motif={motif}
          valeur={valeur}
          changer={(v) => changer(v as T['commentaire'])}
          erreur={erreur}
        />
      )}
    </Champ>
  );
};

type LuesProps<T> = {
  de: De<T>;
  lire: (heures: { arrivee: string; depart: string }) => { debut?: Instant | undefined; fin?: Instant | undefined };
  prevu?: Prevu | undefined;
};

/** On each key, what both hours were understood as, and how long that makes; its line is there before the words. */
export const HeuresLues = <T extends { arrivee: string; depart: string }>({ de, lire, prevu }: LuesProps<T>) => {
  const [arrivee, depart] = [useValeur(de, 'arrivee'), useValeur(de, 'depart')];
  const { debut, fin } = lire({ arrivee, depart });
  const loin = debut && fin && prevu ? estLoinDuPrevu(debut, fin, prevu) : false;
  return (
    <Text
      size="xs"
      aria-live="polite"
      className="heures-lues"
      data-testid="heures-lues"
      {...(loin ? { c: 'var(--ton-orange-texte)', fw: 600 } : {})}
    >
      {direHeuresLues(debut, fin, prevu)}
    </Text>
  );
};

type HeureProps = {
  nom: 'Arrivée' | 'Départ';
  valeur: string;
  changer: (texte: string) => void;
  erreur?: string | undefined;
  /** What is to be said of what it holds, in place of how an hour is typed. */
  origine?: string | undefined;
  testId?: string;
  ref?: Ref<HTMLInputElement> | undefined;
};

/** An hour typed as one likes [rules of `lireHeure`]: what is there is selected, so that a key replaces it. */
export const ChampHeure = ({ nom, valeur, changer, erreur, origine, testId, ref }: HeureProps) => (
  <TextInput
    ref={ref}
    label={nom}
    description={origine ?? '831, 8h31 ou +5'}
    descriptionProps={{ 'aria-live': 'polite' }}
    value={valeur}
    onChange={(ev) => changer(ev.currentTarget.value)}
    error={erreur}
    autoComplete="off"
    spellCheck={false}
    classNames={{ input: 'saisie-heure' }}
    data-testid={testId}
    onFocus={(ev) => ev.currentTarget.select()}
  />
);
