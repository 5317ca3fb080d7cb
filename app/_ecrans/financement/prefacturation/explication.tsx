'use client';

import { Loader, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Antenne } from '#shared/contrats/commun';
import type { Etape, LignePrefacturation } from '#shared/contrats/financement/prefacturation';
import { cleDe } from '#shared/domain/prefacturation/lignes';
import { dateLongue, duree, insecable } from '#shared/mots/dates';
import { telephone } from '#shared/mots/textes';
import type { Mois } from '#shared/temps/types';
import { lireExplication } from '../../../_donnees/lecture/prefacturation';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { TetePanneau } from '../../../_ui/tete-panneau';

const Etapes = ({ etapes }: { etapes: readonly Etape[] }) => (
  <ul className="prefac__etapes">
    {etapes.map((e, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one explanation never change order.
      <li key={i} title={`Règle ${e.regle}`}>
        {insecable(e.texte)}
        {e.numero ? ` Du ${telephone(e.numero)}.` : ''}
      </li>
    ))}
  </ul>
);

type Props = { antenne: Antenne; mois: Mois; ligne: LignePrefacturation; nom: string; fermer: () => void };

/** Where a line comes from: its visits, their punches, what was corrected, how it was rounded, which cap it used. */
export const PanneauExplication = ({ antenne, mois, ligne, nom, fermer }: Props) => {
  const { valeur: lue, echec } = useLecture(['explication', antenne, mois, cleDe(ligne)], () =>
    lireExplication(antenne, mois, ligne),
  );
  const titre = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line moves the focus again.
  useEffect(() => titre.current?.focus(), [ligne]);
  return (
    <aside
      className="panneau"
      aria-labelledby="titre-explication"
      onKeyDown={(ev) => {
        if (ev.key === 'Escape') fermer();
      }}
    >
      <TetePanneau id="titre-explication" titre={nom} fermer={fermer} ref={titre}>
        {ligne.financeur}, {ligne.intervenant}
      </TetePanneau>
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec}
        </Text>
      ) : null}
      {lue ? (
        <>
          <Etapes etapes={lue.calcul} />
          {lue.visites.map((v) => (
            <section key={v.interventionId} className="prefac__visite">
              <h3>
                <span>{dateLongue(v.date)}</span>
                <b>{duree(v.minutes)}</b>
              </h3>
              <Etapes etapes={v.etapes} />
            </section>
          ))}
        </>
      ) : echec ? null : (
        <Loader size="sm" aria-label="Lecture de l’explication" />
      )}
    </aside>
  );
};
