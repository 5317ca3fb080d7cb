'use client';

import { ActionIcon, Group, Text } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { dateBreve } from '#shared/mots/dates';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { adressePlanning, lundi } from '../../_ui/adresses/planning';
import { Icone } from '../../_ui/mots/icones';
import { Section } from '../../_ui/section';
import { Calendrier } from './calendrier';

/** The week, within someone's page. */
export const SemaineSection = ({ par, id, jour }: { par: 'usager' | 'intervenant'; id: string; jour: DateCivile }) => {
  const [date, setDate] = useState(jour);
  const debut = lundi(date);
  return (
    <Section titre="Semaine" large>
      <Group gap="sm">
        <ActionIcon.Group>
          <ActionIcon
            variant="default"
            aria-label="Semaine précédente"
            onClick={() => setDate((d) => ajouterJours(d, -7))}
          >
            <Icone nom="gauche" />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label="Semaine suivante"
            onClick={() => setDate((d) => ajouterJours(d, 7))}
          >
            <Icone nom="droite" />
          </ActionIcon>
        </ActionIcon.Group>
        <Text size="sm" fw={600} role="status">
          Du {dateBreve(debut, jour)} au {dateBreve(ajouterJours(debut, 6), jour)}
        </Text>
        <Text size="sm">
          <Link href={adressePlanning({ vue: 'semaine', par, id, date })} className="usager__retour">
            Ouvrir le planning
          </Link>
        </Text>
      </Group>
      <Calendrier par={par} id={id} debut={debut} />
    </Section>
  );
};
