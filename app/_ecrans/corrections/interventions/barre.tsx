'use client';

import { ActionIcon, Button, SegmentedControl, Title } from '@mantine/core';
import { dateBreve, dateLongueEtAnnee, moisEnMots } from '#shared/mots/dates';
import { nombreEntier } from '#shared/mots/nombres';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { Icone } from '../../../_ui/mots/icones';
import { RetourCloture } from '../../cloture';
import { type Adresse, decaler, type Vue, versVue } from './adresse';
import { Filtrer } from './filtrer';
import { FILTRES, type Filtre, filtresMontres } from './filtres';

const VUES = {
  jour: { mot: 'Jour' },
  semaine: { mot: 'Semaine' },
  mois: { mot: 'Mois' },
} as const satisfies Record<Vue, { mot: string }>;
const FEMININ: ReadonlySet<Vue> = new Set(['semaine']);

export const titre = (a: Adresse, aujourdhui: DateCivile): string => {
  if (a.vue === 'jour') return dateLongueEtAnnee(a.jour);
  if (a.vue === 'mois') return moisEnMots(a.mois);
  return `du ${dateBreve(a.jour, aujourdhui)} au ${dateBreve(ajouterJours(a.jour, 6), aujourdhui)}`;
};

/** « À traiter 16 »: a count is of work or of lines, never a nought that takes the room. */
const direFiltre = (mot: string, n: number): string => (n > 0 ? `${mot} ${nombreEntier(n)}` : mot);

type Props = {
  adresse: Adresse;
  aujourdhui: DateCivile;
  aller: (p: Partial<Adresse>) => void;
  nombres: Record<Filtre, number>;
  /** Those that the further filters choose among. */
  lignes: readonly Ligne[];
  nouvelle: () => void;
};

export const Barre = ({ adresse, aujourdhui, aller, nombres, lignes, nouvelle }: Props) => {
  const e = FEMININ.has(adresse.vue) ? 'e' : '';
  const unite = VUES[adresse.vue].mot;
  return (
    <div className="ecran__tete ecran__tete--serree">
      <ActionIcon.Group>
        <ActionIcon variant="default" aria-label={`${unite} précédent${e}`} onClick={() => aller(decaler(adresse, -1))}>
          <Icone nom="gauche" />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={`${unite} suivant${e}`} onClick={() => aller(decaler(adresse, 1))}>
          <Icone nom="droite" />
        </ActionIcon>
      </ActionIcon.Group>
      <Title order={1} className="titre-periode">
        <span className="invisible">Interventions, </span>
        {titre(adresse, aujourdhui)}
      </Title>
      <SegmentedControl
        size="xs"
        aria-label="Période"
        value={adresse.vue}
        data={Object.entries(VUES).map(([value, v]) => ({ value, label: v.mot }))}
        onChange={(v) => aller(versVue(adresse, v as Vue, aujourdhui))}
      />
      <SegmentedControl
        size="xs"
        aria-label="Filtre"
        className={nombres.prises > 0 ? 'filtres filtres--longs' : 'filtres'}
        value={adresse.filtre}
        data={filtresMontres(adresse.filtre, nombres).map((f) => ({
          value: f,
          label: direFiltre(FILTRES[f].mot, nombres[f]),
        }))}
        onChange={(v) => aller({ filtre: v as Filtre, id: undefined })}
      />
      <Filtrer adresse={adresse} aller={aller} lignes={lignes} />
      <Button size="xs" px="xs" variant="default" leftSection={<Icone nom="plus" />} onClick={nouvelle}>
        Nouvelle visite
      </Button>
      {/* On a line of its own: what one does here stays where it always is. */}
      <RetourCloture />
    </div>
  );
};
