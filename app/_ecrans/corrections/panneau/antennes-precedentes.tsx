'use client';

import { Button, Text } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesPrecedentes, type PeriodePrecedente } from '#shared/domain/cloture/antennes-precedentes';
import { dateBreve } from '#shared/mots/dates';
import { nomComplet } from '#shared/mots/textes';
import { ajouterJours } from '#shared/temps/paris';
import { useAujourdhui, useDepot, usePoste, useSync } from '../../../_donnees/lecture/hooks';
import type { Liaison } from '../../../_donnees/replication/etat-sync';
import { differer } from '../../../_ui/champs/differe';

const VisitesPrecedentes = differer(() => import('./visites-precedentes').then((m) => m.VisitesPrecedentes));

/** Why these visits cannot be read now: they are not on the PC. */
const EMPECHEMENTS: Record<Liaison, string | undefined> = {
  EN_LIGNE: undefined,
  CONNEXION: 'Demande le réseau',
  HORS_LIGNE: 'Demande le réseau',
  SESSION_FINIE: 'Session terminée : reconnectez-vous',
};

/** [CL-1] What this antenna may read of the ones that the usager had before it, one button each. */
export const AntennesPrecedentes = ({ usagerId }: { usagerId: string }) => {
  const { antenne } = usePoste();
  const usager = useDepot().usagers.get(usagerId);
  const aujourdhui = useAujourdhui();
  const { liaison } = useSync();
  const [ouverte, setOuverte] = useState<PeriodePrecedente>();
  const raison = useId();
  const declencheur = useRef<HTMLElement>(null);
  const periodes = usager ? antennesPrecedentes(usager, [antenne], aujourdhui) : [];
  if (!usager || periodes.length === 0) return null;
  const empechement = EMPECHEMENTS[liaison];
  return (
    <section aria-label="Antennes précédentes">
      {periodes.toReversed().map((p) => (
        <Button
          key={p.a}
          size="compact-xs"
          variant="subtle"
          className="antenne-precedente"
          // Still reached by the keyboard: its reason is then read out.
          aria-disabled={empechement !== undefined}
          data-disabled={empechement !== undefined}
          aria-describedby={empechement ? raison : undefined}
          onClick={(ev) => {
            if (empechement) return;
            declencheur.current = ev.currentTarget;
            setOuverte(p);
          }}
        >
          Ses visites à l’antenne {libelleAntenne(p.antenne)} (avant le {dateBreve(ajouterJours(p.a, 1), aujourdhui)})
        </Button>
      ))}
      {empechement ? (
        <Text id={raison} size="xs" c="dimmed" px={8} mt={4}>
          {empechement}
        </Text>
      ) : null}
      {ouverte ? (
        <VisitesPrecedentes
          usagerId={usagerId}
          usager={nomComplet(usager)}
          periode={ouverte}
          fermer={() => {
            setOuverte(undefined);
            declencheur.current?.focus();
          }}
        />
      ) : null}
    </section>
  );
};
